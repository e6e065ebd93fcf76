"""Our own source as the house tests read it: files, trees and functions, without tests and migrations."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
MERKBAR = SRC / "merkbar"


@cache
def files() -> tuple[Path, ...]:
    """Every Python file that a reader of the program meets."""
    left_out = {"tests", "migrations"}
    found = sorted(MERKBAR.rglob("*.py"))
    assert len(found) > 100, "the source was not found"
    return tuple(path for path in found if not left_out & set(path.relative_to(MERKBAR).parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(MERKBAR).as_posix()


def functions(module: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.AST) -> str:
    """The dotted name of what is called or decorates: `models.Index`, `write`."""
    if isinstance(node, ast.Call):
        return called(node.func)
    if isinstance(node, ast.Attribute):
        return f"{called(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@cache
def templates() -> tuple[Path, ...]:
    found = tuple(sorted(path for path in MERKBAR.rglob("*.html") if "templates" in path.parts))
    assert len(found) > 50, "the templates were not found"
    return found


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
