"""Where bytes lie: under their own SHA-256, out of any web server's reach. The same bytes lie there once."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from django.conf import settings
from django.utils.translation import gettext as _


class Refused(Exception):
    """A file that is not taken; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooBig(Refused):
    """More bytes than allowed."""

    def __init__(self) -> None:
        megabytes = settings.FILES_MAX_BYTES // 1_000_000
        super().__init__(_("Filen er for stor. Den kan være på høyst %(megabytes)s MB.") % {"megabytes": megabytes})


class NoRoom(Refused):
    """The disk is full."""

    def __init__(self) -> None:
        super().__init__(_("Det er ikke plass til filen akkurat nå. Resten av Merkbar virker. Prøv igjen senere."))


class Incoming:
    """A file on its way in: written, counted and digested while it streams; gone unless it is kept."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks

    def __enter__(self) -> Self:
        waiting = Path(settings.FILES_ROOT) / "incoming"
        try:
            waiting.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=waiting)
            self._path = Path(name)
            self.file: IO[bytes] = os.fdopen(handle, "w+b")
            self._take()
        except (OSError, Refused) as fault:
            self.__exit__(type(fault), fault)
            raise
        return self

    def __exit__(self, _kind: type[BaseException] | None, fault: BaseException | None, *_trace: object) -> None:
        with suppress(AttributeError, OSError):
            self.file.close()
        with suppress(AttributeError):
            self._path.unlink(missing_ok=True)
        if isinstance(fault, OSError) and fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise NoRoom from fault

    def _take(self) -> None:
        digest, self.size = hashlib.sha256(), 0
        for chunk in self._chunks:
            self.size += len(chunk)
            if self.size > settings.FILES_MAX_BYTES:
                raise TooBig
            digest.update(chunk)
            self.file.write(chunk)
        self.file.flush()
        self.digest = digest.hexdigest()

    def keep(self) -> str:
        """Move the bytes to their place; returns the digest."""
        target = path_of(self.digest)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not target.exists():
            os.fsync(self.file.fileno())
            self._path.replace(target)
        return self.digest


def path_of(digest: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.FILES_ROOT) / digest[:2] / digest


def stored(*, before: float) -> Iterator[Path]:
    """Files on disk that were written before a moment [s since 1970], also those that never came further than the door."""
    for path in Path(settings.FILES_ROOT).glob("*/*"):
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < before:
                yield path


def beginning(digest: str, length: int) -> bytes:
    """The first bytes of a stored file; none if it is gone."""
    try:
        with path_of(digest).open("rb") as file:
            return file.read(length)
    except FileNotFoundError:
        return b""


def chunks_of(upload: Any) -> Iterable[bytes]:
    """The bytes of an upload, piece by piece."""
    pieces: Iterable[bytes] = upload.chunks()
    return pieces
