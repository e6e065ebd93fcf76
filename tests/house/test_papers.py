"""ARCHITECTURE.md, the import contract and the folders tell of the same house."""

import re

from tests.house import source

PHASES = ("ground", "plan", "do", "check", "act", "steer", "web")


def contracts():
    return {one["id"]: one for one in source.project()["tool"]["importlinter"]["contracts"]}


def folders(inside):
    return {path.name for path in inside.iterdir() if (path / "__init__.py").exists() and path.name != "tests"}


def drawn():
    """Phase → modules, from the table of ARCHITECTURE.md."""
    text = (source.ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    return {
        phase: set(modules.split()) for phase, modules in re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", text, re.MULTILINE)
    }


def test_the_drawing_the_contract_and_the_folders_name_the_same_phases():
    layers = contracts()["phases"]["layers"]
    assert list(reversed(layers)) == [phase for phase in PHASES if phase in layers]
    assert set(layers) == folders(source.MERKBAR) == set(drawn())


def test_the_drawing_and_the_folders_name_the_same_modules():
    for phase, modules in drawn().items():
        assert modules == folders(source.MERKBAR / phase), phase


def test_every_contract_knows_every_file():
    assert all(contract["exhaustive"] for contract in contracts().values())
    kept = {module for phase in ("plan", "check", "act") for module in folders(source.MERKBAR / phase)}
    assert kept <= set(contracts())


def test_every_paper_that_is_named_is_there():
    for paper in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", *sorted((source.ROOT / "docs").rglob("*.md"))):
        path = source.ROOT / paper
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} names {target}"


def test_every_check_that_contributing_names_is_there():
    text = (source.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)`", text)
    assert len(named) > 10
    assert [path for path in named if not (source.ROOT / path).exists()] == []
    files = {path.name for path in (source.ROOT / "tests" / "house").glob("test_*.py")}
    assert {name for name in files if f"tests/house/{name}" not in text} == set(), "a check without a rule"


def test_decisions_are_numbered_without_a_gap():
    names = sorted(path.name for path in (source.ROOT / "docs" / "decisions").glob("*.md"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]


def test_the_repository_speaks_of_the_municipality_only():
    """No machine paths and no names of servers: what is told here holds for whoever reads it."""
    for path in [*source.ROOT.glob("*.md"), *(source.ROOT / "docs").rglob("*.md")]:
        assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root)/", path.read_text(encoding="utf-8")), path
