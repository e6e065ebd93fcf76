"""A printed copy carries the way to what applies now: a QR code as SVG, which needs no image file and no script."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=512)
def qr(address: str) -> SafeString:
    """Draw an address as a QR code that takes its colour from the page."""
    code = segno.make(address, micro=False, error="m")
    svg = code.svg_inline(scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None, border=4)
    return mark_safe(svg)
