"""An image says how large it is before anybody draws it, whichever kind it is."""

import pytest

from merkbar.ground.files import pictures

SIDES = (9_001, 16_001)
"""Width and height [px]: more than a phone draws."""


def riff(kind, body):
    chunk = kind + len(body).to_bytes(4, "little") + body
    return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk


def little(number, length):
    return number.to_bytes(length, "little")


def lossy(width, height):
    return riff(b"VP8 ", b"\x10\x00\x00\x9d\x01\x2a" + little(width, 2) + little(height, 2) + b"\x00" * 8)


def lossless(width, height):
    return riff(b"VP8L", b"\x2f" + little(width - 1 | height - 1 << 14, 4) + b"\x00" * 8)


def extended(width, height):
    return riff(b"VP8X", b"\x10\x00\x00\x00" + little(width - 1, 3) + little(height - 1, 3)) + b"VP8L"


def jpeg(width, height, before=b""):
    frame = b"\xff\xc0\x00\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8" + before + frame + b"\x03" + b"\x00" * 9


def png(width, height):
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")


APP = b"\xff\xe0\x00\x04JF"
FILLED = b"\xff\xff\xff"
MADE = {
    "webp, lossy": lossy(*SIDES),
    "webp, lossless": lossless(*SIDES),
    "webp, extended": extended(*SIDES),
    "jpeg": jpeg(*SIDES),
    "jpeg after a segment": jpeg(*SIDES, before=APP),
    "jpeg with filling": jpeg(*SIDES, before=FILLED),
    "png": png(*SIDES),
}


@pytest.mark.parametrize("name", MADE)
def test_every_kind_says_how_many_pixels_it_has(name):
    assert pictures.ending_of(MADE[name]) in {"webp", "jpg", "png"}
    assert pictures.pixels(MADE[name]) == 9_001 * 16_001 > pictures.MOST_PIXELS


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("length", [0, 3, 12, 16, 20, 24, 29])
def test_an_image_that_is_cut_says_nothing_and_breaks_nothing(name, length):
    assert pictures.pixels(MADE[name][:length]) in {0, 9_001 * 16_001}
