"""What a text may hold, and that nothing else ever gets through."""

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from merkbar.do.procedures.documents import faults, plain_text, sanitise, written
from merkbar.do.procedures.documents.cleaning import ATTRIBUTES, TAGS

PIECES = [
    "<script>alert(1)</script>", "<scr<script>ipt>alert(1)</script>", "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>', '<a href=" java\tscript:alert(1)">x</a>', "<svg onload=alert(1)>",
    '<a href="&#106;avascript:alert(1)">x</a>', '<a href="vbscript:x">x</a>', '<a href="data:text/html,x">x</a>',
    "<math><mtext></p><img src onerror=alert(1)>", '<p style="background:url(javascript:1)">', "<iframe src=//x>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', "<!--", "-->", "<![CDATA[", "]]>",
    "<table><tr><td>", "</td>", "</table>", "<ul><li>", "</li></ul>", "<div>", "</div>", "<p class=MsoListParagraph>",
    "<b><i>", "</b></i>", "<h1>", "</h1>", "<textarea>", "<title>", "<style>@import 'x'", "</style>", "æøå", "&lt;script&gt;",
    "<img src='/vedlegg/7/'>", "<img src='/vedlegg/7/\"onload=alert(1)'>", "<a href='//evil.example'>", "\x00", "\u202e",
    "<ul data-type=taskList><li data-type=taskItem data-checked=true>", "<a href=/meld/ onclick=x()>", "<base href=//x>",
    "<form action=//x><button>", "<blockquote>", "<object data=x>", "<xmp>", "<plaintext>", "<template>", "<select>",
]  # fmt: skip
SAFE_HREF = ("http://", "https://", "mailto:", "tel:", "/", "#b-")


def parts(html):
    """Give every element of a page as a browser reads it."""
    top = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [element for element in top.iter() if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT"]


def judge(html):
    for element in parts(html):
        assert element.tag in TAGS, element.tag
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES.get(element.tag, set()) | {"rel"}, (element.tag, name)
            if name == "href":
                assert value.lower().startswith(SAFE_HREF)
                assert not value.startswith("//")
            if name == "src":
                assert value.startswith(("/vedlegg/", "bilde:"))
        if element.tag == "img":
            assert element.attrib["alt"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=14).map("".join))
@example('<p><img alt="Flyt" src="/vedlegg/7/"></p>')
def test_no_script_survives_whatever_is_put_together(html):
    judge(sanitise(html))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=10).map("".join))
@example("<table><tr><td><table><tr><td>")
def test_a_clean_text_cleaned_again_is_the_same(html):
    once = sanitise(html)
    assert sanitise(once) == once


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_words_alone_come_back_as_words(text):
    clean = sanitise(written(text))
    judge(clean)
    assert "".join(plain_text(clean).split()) == "".join(plain_text(written(text)).split())


def test_a_procedure_keeps_what_it_is_made_of():
    html = (
        '<h2>Formål</h2><p>Se <a href="https://lovdata.no/" rel="noopener noreferrer">loven</a> og '
        '<a href="/prosedyrer/P-MH-031/" rel="noopener noreferrer">P-MH-031</a>.</p>'
        '<ol start="3" type="a"><li>En</li></ol>'
        '<table><thead><tr><th scope="col">Når</th></tr></thead><tbody><tr><td colspan="2">Nå</td></tr></tbody></table>'
        '<p><img alt="Flyten" src="/vedlegg/7/"></p>'
        '<ul data-type="taskList"><li data-checked="true" data-type="taskItem">Kniv</li></ul>'
    )
    assert sanitise(html) == html


def test_what_word_pastes_becomes_plain_structure():
    pasted = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal{margin:0}</style></head>"
        "<p class=MsoNormal><span style='font-family:Arial'>Vask <b style='x'>hendene</b><o:p></o:p></span></p>"
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span "
        "style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Såpe</p>"
        "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Flytende</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>· </span>Vann</p>"
        "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1. </span>Skyll</p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p>"
    )
    assert sanitise(pasted) == (
        "<p>Vask <strong>hendene</strong></p><ul><li>Såpe<ul><li>Flytende</li></ul></li><li>Vann</li></ul>"
        "<ol><li>Skyll</li></ol>"
    )


def test_a_picture_without_words_is_told_of():
    clean = sanitise('<p><img src="/vedlegg/7/"></p>')
    assert 'alt="Bilde uten beskrivelse"' in clean
    assert faults(clean) == ["Et bilde mangler beskrivelse. Skriv hva det viser, for den som ikke ser det."]
    assert faults(sanitise('<p><img alt="Flyten" src="/vedlegg/7/"></p>')) == []


@pytest.mark.parametrize(
    "source", ["https://evil.example/x.png", "//evil.example/x", "data:image/png;base64,AA", "/vedlegg/../x"]
)
def test_a_picture_from_elsewhere_is_left_out(source):
    assert sanitise(f'<p>Før<img src="{source}" alt="x">etter</p>') == "<p>Føretter</p>"


def test_a_table_without_headings_gets_its_first_row_as_such():
    assert '<th scope="col">Når</th>' in sanitise("<table><tr><td>Når<td>Hvem<tr><td>Nå<td>Du</table>")


def test_a_table_from_the_editor_and_one_from_word_are_the_same():
    head = '<th colspan="1" rowspan="1"><p>Når</p></th>'
    editor = f'<table><tbody><tr>{head}</tr><tr><td colspan="1"><p>Nå</p></td></tr></tbody></table>'
    word = "<table><thead><tr><th><p>Når</p></th></tr></thead><tbody><tr><td>Nå</td></tr></tbody></table>"
    assert sanitise(editor) == sanitise(word)


def test_plain_words_in_the_field_become_paragraphs():
    assert written("Vask hendene.\r\n\r\n2 < 3\nog såpe") == "<p>Vask hendene.</p><p>2 &lt; 3<br>og såpe</p>"


def test_text_nested_without_end_loses_its_tags_and_costs_little():
    assert sanitise("<div>" * 200_000 + "Hei") == "<p>Hei</p>"


def test_control_and_direction_characters_are_gone():
    assert plain_text(sanitise("<p>a\x00b\u202ec\ud800d</p>")) == "abcd"
