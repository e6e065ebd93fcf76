"""Templates say first what they get, and show no word that cannot be translated."""

import re

import pytest

from tests.house import source

TAG = re.compile(r"\{%-?\s*(\w+).*?%\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
NO_WORDS = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->|<style.*?</style>|<script.*?</script>", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"\b(?:title|alt|placeholder|aria-label)=\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
SAME_EVERYWHERE = {"Merkbar", "CSV", "XLSX", "PIN", "PDF", "API", "Bearer", "Authorization", "min", "kB", "MB", "Excel"}
"""Names and units that are the same in every language."""


def untranslated(html):
    """Words that reach the screen and have not gone through gettext."""
    plain = NO_WORDS.sub(" ", TRANSLATED.sub(" ", html))
    attributes = " ".join(text for text in SPOKEN.findall(plain))
    words = WORD.findall(re.sub(r"&\w+;", " ", MARKUP.sub(" ", plain))) + WORD.findall(attributes)
    return [word for word in words if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", source.templates(), ids=source.name)
def test_a_template_says_what_it_gets(path):
    html = path.read_text(encoding="utf-8")
    assert re.match(r"\{# .+ #\}", html.splitlines()[0]), (
        "the first line names what the template gets: {# case: Deviation #}"
    )
    assert not untranslated(html)


@pytest.mark.parametrize("planted", ["<p>Hei {{ name }}</p>", '<img alt="Bilde av huset">', "<b>Lagre</b>"])
def test_a_bare_word_is_found(planted):
    assert untranslated(planted)


def test_translated_words_are_let_through():
    assert not untranslated(
        '<p>{% translate "Hei" %} {% blocktranslate %}Du har {{ n }}{% endblocktranslate %} – 3&nbsp;%</p>'
    )
