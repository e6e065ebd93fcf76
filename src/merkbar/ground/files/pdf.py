"""What a damaged PDF makes its reader raise: the library lets through whatever it stumbles over."""

import zlib
from typing import Final

from pypdf.errors import PyPdfError

PDF_FAULTS: Final = (
    PyPdfError,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
