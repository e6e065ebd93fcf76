"""Images that a page may show, told by their first bytes; nothing is drawn."""

import struct
from typing import Final

LARGEST: Final = 15_000_000
"""Bytes of one image; a phone on a poor line waits a minute for more."""
MOST_PIXELS: Final = 40_000_000
"""Pixels; more takes over 160 MB of a phone's memory when drawn."""
BEGINNINGS: Final = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


def ending_of(data: bytes) -> str:
    """Tell the file ending of an image that browsers show and attachments take; '' for any other."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((ending for beginning, ending in BEGINNINGS.items() if data.startswith(beginning)), "")


def pixels(data: bytes) -> int:
    """How many pixels an image says it has; 0 when it does not say."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:  # noqa: PLR2004 - signature, chunk head, width, height
        width, height = struct.unpack(">II", data[16:24])
        return int(width) * int(height)
    if data.startswith(b"RIFF"):
        return _webp_pixels(data)
    return _jpeg_pixels(data) if data.startswith(b"\xff\xd8\xff") else 0


def _webp_pixels(data: bytes) -> int:
    """Read the canvas, or the only frame, from the first chunk (RFC 9649, 2.5-2.7): both sides have at most 24 bits."""
    first = data[12:30]
    if len(first) < 18:  # noqa: PLR2004 - chunk head and the sides of the longest of the three
        return 0
    if first.startswith(b"VP8X"):
        return (int.from_bytes(first[12:15], "little") + 1) * (int.from_bytes(first[15:18], "little") + 1)
    if first.startswith(b"VP8L"):
        sides = int.from_bytes(first[9:13], "little")
        return ((sides & 0x3FFF) + 1) * ((sides >> 14 & 0x3FFF) + 1)
    if first.startswith(b"VP8 "):
        width, height = struct.unpack("<HH", first[14:18])
        return int(width & 0x3FFF) * int(height & 0x3FFF)
    return 0


def _jpeg_pixels(data: bytes) -> int:
    """Read the first frame header (ITU T.81 B.2.2): marker FFC0-FFCF but for C4, C8 and CC. FF may fill before a marker."""
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:  # noqa: PLR2004
        marker = data[place + 1]
        if marker == 0xFF:  # noqa: PLR2004
            place += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return int(width) * int(height)
        place += 2 + int(struct.unpack(">H", data[place + 2 : place + 4])[0])
    return 0
