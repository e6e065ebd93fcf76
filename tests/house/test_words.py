"""Bokmål is what the source says; nynorsk and English follow it text by text, and docs/words.md maps the terms."""

import re

import polib
import pytest

from tests.house import source
from tests.tools import catalogues, messages

ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def rows():
    text = (source.ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    found = [tuple(cell.strip() for cell in row) for row in ROW.findall(text)]
    return [row for row in found if row[0] != "bokmål" and set(row[0]) != {"-"}]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_catalogue_knows_every_text(language):
    known = {entry.msgid for entry in polib.pofile(str(messages.LOCALE / language / "LC_MESSAGES" / "django.po"))}
    texts = set(messages.found())
    assert len(texts) > 1000
    assert sorted(texts - known) == [], "run: python -m tests.tools.messages"
    assert sorted(known - texts) == [], "run: python -m tests.tools.messages"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_is_translated_keeps_its_placeholders(language):
    file = messages.LOCALE / language / "LC_MESSAGES" / "django.po"
    assert [fault for fault in catalogues.faults(file) if "mangler" not in fault] == []


def test_every_term_is_given_in_three_languages_and_stands_where_it_says():
    assert len(rows()) > 60
    for bokmaal, nynorsk, english, place in rows():
        assert all((bokmaal, nynorsk, english, place)), bokmaal
        for path in re.findall(r"`([\w/]+)`", place):
            home = source.MERKBAR / path
            assert home.exists() or home.with_suffix(".py").exists(), f"{bokmaal}: {path}"


def test_every_word_of_the_menu_and_every_state_is_among_the_terms():
    from_menu = re.findall(r'\(_\("([^"]+)"\), "', (source.MERKBAR / "web" / "shell.py").read_text(encoding="utf-8"))
    kinds = (source.MERKBAR / "check" / "deviations" / "kinds.py").read_text(encoding="utf-8")
    actions = (source.MERKBAR / "act" / "actions" / "models.py").read_text(encoding="utf-8")
    spoken = from_menu + re.findall(r'= (?:states\.\w+|"\w+"), _\("([^"]+)"\)', kinds + actions)
    assert len(spoken) > 30
    terms = {row[0].lower() for row in rows()}
    assert [word for word in spoken if word.lower() not in terms] == []


def test_the_extractor_finds_what_gettext_finds():
    assert dict(
        messages.in_template('{% translate "Hei" %}{% blocktranslate %}Du har {{ n }}{% endblocktranslate %}')
    ) == {
        "Hei": "",
        "Du har %(n)s": "",
    }
    code = 'from django.utils.translation import gettext as _, ngettext\n_("Én")\nngettext("én", "flere", 2)'
    assert dict(messages.in_code(messages.ast.parse(code))) == {"Én": "", "én": "flere"}
