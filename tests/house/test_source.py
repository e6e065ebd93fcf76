"""What every source file keeps: its size, its imports, its words and the shape of a write."""

import ast
import importlib
import inspect
import re

import pytest

from tests.house import source

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "_n"}


def too_long(module: ast.Module) -> list[str]:
    return [
        f"{node.name} has {lines} lines"
        for node in source.functions(module)
        if node.end_lineno and (lines := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    ]


def imports_inside(module: ast.Module) -> list[int]:
    return [
        inner.lineno
        for node in source.functions(module)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def built_texts(module: ast.Module) -> list[int]:
    """Calls of gettext whose text is not a plain string: no translator ever sees such a text."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and source.called(node).rpartition(".")[2] in GETTEXT
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]


def unnamed_placeholders(module: ast.Module) -> list[int]:
    """Texts with two or more placeholders where one has no name: their order differs between languages."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and source.called(node).rpartition(".")[2] in GETTEXT
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and re.search(r"%[sd]", str(node.args[0].value))
    ]


def misshapen_writes(module: ast.Module) -> list[str]:
    """Public functions of a `writes` file that change something must be @write, keyword-only and take `by`."""
    faults = []
    for node in module.body:
        if not isinstance(node, ast.FunctionDef) or "write" not in {source.called(d) for d in node.decorator_list}:
            continue
        keyword_only = {argument.arg for argument in node.args.kwonlyargs}
        if node.args.args or node.args.posonlyargs or node.args.vararg:
            faults.append(f"{node.name} takes positional arguments")
        if "by" not in keyword_only:
            faults.append(f"{node.name} does not say who")
    return faults


@pytest.mark.parametrize("path", source.files(), ids=source.name)
def test_a_file_fits_its_reader(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{lines} lines"
    module = source.tree(path)
    assert not too_long(module)
    assert not imports_inside(module), "import at the top"
    assert not built_texts(module), "a text to translate is written out, with named placeholders"
    assert not unnamed_placeholders(module), "name the placeholders: %(unit)s"
    assert not misshapen_writes(module)


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("def long():\n" + "    x = 1\n" * 40, too_long),
        ("def f():\n    import os", imports_inside),
        ('_(f"Hei {navn}")', built_texts),
        ('_("%s av %s")', unnamed_placeholders),
        ("@write\ndef close(deviation, *, by): ...", misshapen_writes),
        ("@write\ndef close(*, deviation): ...", misshapen_writes),
    ],
)
def test_the_checks_find_planted_faults(code, check):
    assert check(ast.parse(code))


VERBS = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
NOT_ROWS = re.compile(r"^(writes|book|notices|digest|hasher|seen)\.")


def changes_rows(node: ast.AST) -> bool:
    """Whether a function saves, creates, updates or deletes rows."""
    calls = [inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call)]
    changing = [ast.unparse(call) for call in calls if isinstance(call, ast.Attribute) and call.attr in VERBS]
    return any((".objects" in call or call.endswith(".save")) and not NOT_ROWS.match(call) for call in changing)


OUTSIDE_WRITES = {
    "web/demo/indicators.py": "part of the demo's one write",
    "web/demo/learning.py": "part of the demo's one write",
    "web/demo/loader.py": "the demo is loaded in bulk inside one write, told to the history as one step",
    "web/demo/organisation.py": "part of the demo's one write",
    "web/demo/plans_units.py": "part of the demo's one write",
    "web/demo/procedures.py": "part of the demo's one write",
    "web/demo/procedures_story.py": "part of the demo's one write",
    "web/demo/rows.py": "part of the demo's one write",
    "web/bench/documents.py": "writes on trial and takes all of it back",
    "web/movein/jobs.py": "notes how far a job has come, which is no fact about anything",
    "web/accounts/throttle.py": "counts guesses, which are no facts about anything",
}
"""Files beyond `writes` and the shipped lists (`baseline`) that may change rows, and why."""


def test_rows_are_changed_in_writes_only():
    loose = {
        source.name(path)
        for path in source.files()
        if not {path.stem, path.parent.name} & {"writes", "baseline"} and changes_rows(source.tree(path))
    }
    assert loose - set(OUTSIDE_WRITES) == set(), "move the change to a write"
    assert set(OUTSIDE_WRITES) - loose == set(), "this exception is not needed any more"


def test_a_change_outside_writes_is_found():
    assert changes_rows(ast.parse("Deviation.objects.filter(pk=1).update(state='closed')"))
    assert not changes_rows(ast.parse("seen.update(words); digest.update(b'')"))


def test_every_dependency_says_why_it_is_here():
    text = (source.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = source.project()
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    silent = [need for need in wanted if not re.search(rf'"{re.escape(need)}",? +# \w', text)]
    assert not silent


UNTOLD = {
    "merkbar.check.deviations.writes.report": "tries the key again outside the transaction that failed; within it is a write",
    "merkbar.check.deviations.writes.report_anonymously": "makes the receipt code and hands the rest to a write",
    "merkbar.check.deviations.writes.report_many": "tries the key again outside the transaction that failed; within it is a write",
    "merkbar.check.deviations.writes.save_draft": "hands all to a write that tells what and when, never whose draft it is",
    "merkbar.check.deviations.writes.discard": "hands all to a write that tells what and when, never whose draft it was",
}
"""Public functions of a `writes` package that are no writes themselves, and why."""


def test_every_public_change_is_told_to_the_history():
    silent = []
    for package in ("merkbar.check.deviations.writes", "merkbar.act.actions.writes", "merkbar.plan.goals.writes"):
        module = importlib.import_module(package)
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isfunction(thing) and not hasattr(thing, "is_write") and f"{package}.{name}" not in UNTOLD:
                silent.append(f"{package}.{name}")
    assert not silent
