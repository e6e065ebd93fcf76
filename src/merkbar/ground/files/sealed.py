"""A table that was read from a file travels sealed in the page, from what is shown to what is kept."""

from collections.abc import Sequence
from typing import Final

from django.core import signing
from django.utils.translation import gettext as _

from merkbar.ground.files.sheets import Unreadable

LASTS: Final = 24 * 3600
"""How long a page may lie before its last step [s]."""


def seal(rows: Sequence[Sequence[str]], name: str, digest: str, *, kind: str) -> str:
    """Pack rows, file name and digest so that the page can carry them unchanged; only pages of this kind open it."""
    return signing.dumps({"rows": rows, "name": name, "digest": digest}, salt=kind, compress=True)


def unseal(text: str, *, kind: str) -> tuple[list[list[str]], str, str]:
    """Open what the page carried: rows, file name, digest."""
    try:
        packed = signing.loads(text, salt=kind, max_age=LASTS)
    except signing.BadSignature as error:
        raise Unreadable(_("Siden har ligget for lenge. Velg filen på nytt.")) from error
    return packed["rows"], packed["name"], packed["digest"]
