"""Where the documents lie: a folder or a zip. Nothing is unpacked to disk; a name never leads out of its place."""

import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from merkbar.do.procedures.documents import Refused
from merkbar.do.procedures.documents.container import LARGEST
from merkbar.ground.files.kinds import ZIP_FAULTS
from merkbar.web.ops.refusal import Refusal

MOST_FILES = 5_000
MOST_UNPACKED = 4_000_000_000
"""Bytes of all files in a zip together; each is read alone, and refused over 60 MB."""
LISTS = (".csv", ".xlsx")
LIST_NAMES = frozenset({"liste", "list", "prosedyrer", "procedures"})
HIDDEN = ("__MACOSX/", ".", "~$")


class Source(Protocol):
    """Files by their names, `/` between folders."""

    def names(self) -> list[str]:
        """Give every file's name."""

    def read(self, name: str) -> bytes:
        """Give the bytes of a file, or raise `Refused`."""


@dataclass(frozen=True)
class Folder:
    """A folder on this machine."""

    root: Path

    def names(self) -> list[str]:
        """Give every file below, links to files elsewhere left out."""
        root = self.root.resolve()
        found = (path for path in sorted(root.rglob("*")) if path.is_file() and path.resolve().is_relative_to(root))
        return _shown(path.relative_to(root).as_posix() for path in found)

    def read(self, name: str) -> bytes:
        """Read a file."""
        path = self.root.resolve() / name
        try:
            if path.stat().st_size > LARGEST:
                raise _too_large(path.stat().st_size)
            return path.read_bytes()
        except OSError as error:
            raise Refused("Filen kunne ikke leses.") from error


class Archive:
    """A zip."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except ZIP_FAULTS as error:
            raise Refusal("Filen er ikke en zip som kan leses.") from error
        parts = [part for part in self._zip.infolist() if not part.is_dir()]
        if len(parts) > MOST_FILES:
            raise Refusal(f"Zip-filen har {len(parts)} filer. Høyst {MOST_FILES} kan flyttes inn på én gang.")
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refusal("Zip-filen blir for stor når den pakkes ut. Del den opp.")
        self._parts = {unicodedata.normalize("NFC", part.filename.replace("\\", "/")): part for part in parts}

    def names(self) -> list[str]:
        """Give every file's name."""
        return _shown(sorted(self._parts))

    def read(self, name: str) -> bytes:
        """Read a file, never more of it than a document may have."""
        part = self._parts[name]
        if part.file_size > LARGEST:
            raise _too_large(part.file_size)
        try:
            with self._zip.open(part) as opened:
                data = opened.read(LARGEST + 1)
        except ZIP_FAULTS as error:
            raise Refused("Filen i zip-en er skadet eller låst.") from error
        if len(data) > LARGEST:
            raise _too_large(len(data))
        return data


def _too_large(size: int) -> Refused:
    return Refused(f"Filen er på {size // 1_000_000} MB. Et dokument kan være på høyst {LARGEST // 1_000_000} MB.")


def _shown(names: Iterable[str]) -> list[str]:
    """Leave out what the file system put there by itself."""
    return [name for name in names if not name.startswith(HIDDEN) and not name.rpartition("/")[2].startswith(HIDDEN)]


def open_source(path: Path) -> Source:
    """Open a folder or a zip."""
    if path.is_dir():
        return Folder(path)
    if not path.is_file():
        raise Refusal(f"Fant ikke {path}.")
    return Archive(path)


def list_name(names: Iterable[str]) -> str:
    """Find the list among the files: the only table, or the one that is called so."""
    tables = [name for name in names if name.lower().endswith(LISTS)]
    top = min((name.count("/") for name in tables), default=0)
    nearest = [name for name in tables if name.count("/") == top]
    called = [name for name in nearest if PurePosixPath(name).stem.lower() in LIST_NAMES]
    if len(called or nearest) == 1:
        return (called or nearest)[0]
    if not nearest:
        raise Refusal("Fant ingen liste. Legg ved en CSV- eller XLSX-fil med en rad for hvert dokument.")
    raise Refusal(f"Fant flere lister: {', '.join(nearest[:5])}. Kall den rette «liste».")


@contextmanager
def list_file(source: Source, name: str) -> Iterator[Path]:
    """Lay the list in a file of its own, for the reader of tables."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"liste{PurePosixPath(name).suffix.lower()}"
        try:
            path.write_bytes(source.read(name))
        except Refused as refused:
            raise Refusal(refused.sentence) from refused
        yield path


class Finder:
    """Finds the file a list means: by its path from the list, or by its name where only one has it."""

    def __init__(self, names: Iterable[str], list_name: str) -> None:
        folder = PurePosixPath(list_name).parent
        self._paths: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        for name in names:
            path = PurePosixPath(name)
            near = path.relative_to(folder) if path.is_relative_to(folder) else path
            self._paths[_key(str(near))] = name
            self._names.setdefault(_key(path.name), []).append(name)

    def find(self, wanted: str) -> str | None:
        """Give the name in the source; None when there is none, or when several have it."""
        key = _key(wanted)
        by_name = self._names.get(key.rpartition("/")[2], [])
        return self._paths.get(key) or (by_name[0] if len(by_name) == 1 and "/" not in key else None)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/")).removeprefix("./").casefold()
