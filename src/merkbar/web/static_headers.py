"""What every static file's answer says of itself."""

from collections.abc import MutableMapping


def plain_charset(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Write the character set without quotation marks, as the standard's examples do and old readers expect."""
    headers["Content-Type"] = headers["Content-Type"].replace('"', "")
