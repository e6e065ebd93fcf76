"""Every text a user can meet, found without gettext's own programs: `python -m tests.tools.messages` refreshes the catalogues.

`python -m tests.tools.messages compile` makes them ready for Django, as `make build` does.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.house import source

LANGUAGES = ("nn", "en")
LOCALE = source.MERKBAR / "web" / "locale"
CALL = re.compile(
    r"""\b(n?gettext)\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")(?:\s*,\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))?"""
)
"""What templatize leaves of a template's translate tags."""


def aliases(module: ast.Module) -> tuple[set[str], set[str]]:
    """Give the names under which a file has imported gettext."""
    one: set[str] = set()
    many: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                target = many if name.name.startswith("ngettext") else one
                if name.name in {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}:
                    target.add(name.asname or name.name)
        elif marks(node):
            one.add("gettext_noop")
    return one, many


def marks(node: ast.AST) -> bool:
    """Whether a file has, or borrows, the marker of those who load no Django."""
    if isinstance(node, ast.ImportFrom):
        return any(name.name == "gettext_noop" for name in node.names)
    return isinstance(node, ast.FunctionDef) and node.name == "gettext_noop"


def in_code(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Give (text, plural) of every call of gettext."""
    one, many = aliases(module)
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        wanted = node.args[:1] if node.func.id in one else node.args[:2] if node.func.id in many else []
        texts = [part.value for part in wanted if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if texts:
            yield texts[0], texts[1] if len(texts) > 1 else ""


def in_template(html: str) -> Iterator[tuple[str, str]]:
    """Give (text, plural) of every translate tag."""
    for kind, text, plural in CALL.findall(templatize(html)):
        yield ast.literal_eval(text), ast.literal_eval(plural) if plural and kind == "ngettext" else ""


def found() -> dict[str, tuple[str, str]]:
    """Give msgid → (plural, where it first stands)."""
    texts: dict[str, tuple[str, str]] = {}
    for path in source.files():
        for text, plural in in_code(source.tree(path)):
            texts.setdefault(text, (plural, source.name(path)))
    for path in source.templates():
        for text, plural in in_template(path.read_text(encoding="utf-8")):
            texts.setdefault(text, (plural, source.name(path)))
    return texts


def refresh(catalogue: Path, texts: dict[str, tuple[str, str]]) -> int:
    """Add what is new, drop what is gone, keep every translation; returns how many wait for one."""
    known = {entry.msgid: entry for entry in polib.pofile(str(catalogue))} if catalogue.exists() else {}
    fresh = polib.POFile(wrapwidth=110)
    language = catalogue.parts[-3]
    fresh.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for text, (plural, place) in sorted(texts.items()):
        entry = known.get(text) or polib.POEntry(msgid=text)
        entry.occurrences, entry.msgid_plural = [(place, "")], plural
        entry.flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", text + plural) else []
        if plural:
            entry.msgstr, entry.msgstr_plural = "", entry.msgstr_plural or {0: "", 1: ""}
        fresh.append(entry)
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(catalogue))
    return sum(not entry.translated() for entry in fresh)


def compile_all() -> None:
    """Make of each catalogue what Django reads; what is not translated is left out, and then stands in bokmål."""
    for language in LANGUAGES:
        catalogue = LOCALE / language / "LC_MESSAGES" / "django.po"
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


def main() -> None:
    """Bring the catalogues of nynorsk and English up to what the source says; with `compile` only make them ready."""
    if "compile" in sys.argv:
        compile_all()
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merkbar.web.settings")
    texts = found()
    for language in LANGUAGES:
        waiting = refresh(LOCALE / language / "LC_MESSAGES" / "django.po", texts)
        sys.stdout.write(f"{language}: {len(texts)} tekster, {waiting} venter på oversettelse\n")
    compile_all()


if __name__ == "__main__":
    main()
