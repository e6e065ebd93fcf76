"""Cleaned names: one path part, no control or direction characters, nothing a disk or a reader misunderstands."""

import unicodedata

LONGEST = 120
"""Characters of a name that are kept, ending included."""
FORBIDDEN = frozenset('<>:"|?*')


def clean_name(name: str) -> str:
    r"""Make a name safe to keep and show; empty when nothing is left.

    >>> clean_name("..\\..\\etc/pass\x00wd.txt")
    'passwd.txt'
    >>> clean_name("regning\u202excod.exe")
    'regningxcod.exe'
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    words = " ".join("".join("_" if c in FORBIDDEN else c for c in kept).split()).strip(". ")
    stem, dot, ending = words.rpartition(".")
    if not dot or len(words) <= LONGEST:
        return words[:LONGEST]
    return stem[: LONGEST - len(ending) - 1].rstrip() + dot + ending if len(ending) < LONGEST else words[:LONGEST]
