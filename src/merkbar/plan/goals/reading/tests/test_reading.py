"""Whole documents become trees of their own headings, and no word is lost on the way."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merkbar.plan.goals.reading import as_json, read
from merkbar.plan.goals.reading.plain import decoded
from merkbar.plan.goals.reading.tests import papers

SHAPES = {
    "txt": lambda pieces: papers.text(pieces).encode(),
    "md": lambda pieces: papers.markdown(pieces).encode(),
    "docx": papers.word,
    "pdf": papers.pdf,
}


def words(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def shaped(kind, maker):
    return read(SHAPES[kind](list(maker())), f"plan.{kind}")


def source(maker):
    return words(" ".join(piece.text.replace("|", " ") for piece in maker()))


@pytest.mark.parametrize("kind", SHAPES)
def test_a_plan_of_goals_factors_and_targets_is_read_in_every_format(kind):
    reading = shaped(kind, papers.twelve_years)
    assert [area.title for area in reading.focus_areas] == list(papers.NAMES)
    assert [len(area.targets) for area in reading.focus_areas] == list(papers.TARGETS)
    assert [len(area.success_factors) for area in reading.focus_areas] == list(papers.FACTORS)
    assert len(reading.goals) == papers.GOALS
    assert all(len(area.objective) == 1 for area in reading.focus_areas)
    assert reading.period == (2024, 2036)
    assert reading.title.text == "Kvalitetsplan for Granvik kommune 2024–2036"
    assert reading.sections[-1].title == "Evaluering"


@pytest.mark.parametrize("kind", SHAPES)
def test_a_plan_of_recurring_headings_is_read_in_every_format(kind):
    reading = shaped(kind, papers.four_parts)
    assert [area.title for area in reading.focus_areas] == [
        "Nær deg",
        "Sammen om det nye",
        "Pengene",
        "Hele stillinger",
    ]
    for area in reading.focus_areas:
        assert [section.title for section in area.sections] == list(papers.PARTS)
        assert len(area.sections[2].items) == 4
    assert [len(area.targets) for area in reading.focus_areas] == [0, 0, 0, 6]
    assert reading.focus_areas[0].sections[1].questions


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("maker", [papers.twelve_years, papers.four_parts])
def test_no_word_is_lost_and_none_is_made_up(kind, maker):
    reading = shaped(kind, maker)
    assert words(" ".join(reading.passages())) == source(maker)


def test_contents_and_echoes_are_kept_beside_the_tree():
    reading = shaped("txt", papers.four_parts)
    kept = [passage.text for passage in reading.unplaced]
    assert any("........" in text for text in kept)
    assert kept.count("Hele stillinger") == 2


def test_running_heads_and_page_numbers_are_kept_beside_the_tree():
    pieces = list(papers.twelve_years())
    reading = read(papers.pdf(pieces, per_page=20, head="Granvik kommune – kvalitet"), "plan.pdf")
    assert [len(area.targets) for area in reading.focus_areas] == list(papers.TARGETS)
    heads = [passage for passage in reading.unplaced if "Granvik kommune – kvalitet" in passage.text]
    assert len(heads) >= 5
    assert reading.focus_areas[3].targets[-1].page > 3
    body = Counter(words(" ".join(reading.passages())))
    assert not source(papers.twelve_years) - body


def test_a_table_of_contents_over_two_pages_is_no_part_of_the_tree():
    reading = read(papers.pdf(list(papers.four_parts()), head="Granvik kommune"), "plan.pdf")
    assert [section.title for section in reading.sections] == ["Om planen"]
    assert [len(area.sections) for area in reading.focus_areas] == [4, 4, 4, 4]


def test_a_plan_without_a_known_heading_is_a_tree_of_its_headings():
    pieces = [papers.Piece("title", "Der vi bor")]
    for name in ("Havet", "Fjellet", "Skogen"):
        pieces += [papers.Piece("h1", name), papers.Piece("p", f"Om {name.lower()} er det mye å si for alle.")]
    for kind, made in SHAPES.items():
        reading = read(made(pieces), f"plan.{kind}")
        assert [area.title for area in reading.focus_areas] == ["Havet", "Fjellet", "Skogen"], kind
        assert any("satsingsområder" in question for question in reading.questions)


def test_a_plan_in_nynorsk_is_read():
    text = """# Kvalitetsplan 2025–2028
## Innleiing
Kommunen vil vere god å bu i.
## Overordna mål
- Innbyggjarane er trygge.
- Dei tilsette trivst.
## Satsingsområde 1: Tryggleik
### Målsetjing
Alle skal vere trygge heime.
### Kritiske suksessfaktorar
- Nok folk på vakt
### Resultatmål
- Minst nitti prosent av brukarane er nøgde kvart år
- Færre enn tre fall i månaden
## Satsingsområde 2: Leiing
### Målsetjing
Leiarane er nær.
### Kritiske suksessfaktorar
- Tid
### Resultatmål
- Sjukefråværet er høgst 6,5 prosent innan utgangen av 2027
"""
    reading = read(text.encode(), "plan.md")
    assert [area.title for area in reading.focus_areas] == ["Tryggleik", "Leiing"]
    first, second = reading.focus_areas[0].targets
    assert (first.comparator, first.value, first.unit, first.period) == (">=", 90, "%", "year")
    assert (second.comparator, second.value, second.period) == ("<", 3, "month")
    assert reading.focus_areas[1].targets[0].deadline == "2027-12-31"
    assert len(reading.goals) == 2
    assert len(reading.focus_areas[0].success_factors) == 1


def test_two_columns_are_read_one_after_the_other():
    left = [
        "Det er godt å bo i Granvik,",
        "og det skal det fortsatt",
        "være når vi blir eldre",
        "og trenger mer hjelp.",
    ]
    right = [
        "Kommunen vil bygge flere",
        "boliger med tjenester nær",
        "sentrum, der det er kort",
        "vei til butikk og buss.",
    ]
    rows = "\n".join(f"{one:<40}{other}" for one, other in zip(left, right, strict=True))
    reading = read(f"Boligplan for Granvik 2025-2028\n\nOm planen\n\n{rows}\n".encode(), "plan.txt")
    whole = " ".join(reading.passages())
    assert " ".join(left) in whole
    assert " ".join(right) in whole


def test_words_broken_at_the_lines_end_are_made_whole_and_shared_endings_kept():
    reading = read(
        "Om planen\n\nVi har helse-\nog omsorgstjenester og god øko-\nnomistyring i kommunen.\n".encode(), "p.txt"
    )
    assert "helse- og omsorgstjenester og god økonomistyring" in " ".join(reading.passages())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32"])
def test_the_alphabet_of_the_file_does_not_matter(encoding):
    text = "Plan for tjenester\n\nÆrlig, øvet og åpen.\n"
    assert decoded(text.encode(encoding)).lstrip("\ufeff") == text


def test_text_turned_into_utf8_twice_is_turned_back():
    assert decoded("Mål og ønsker".encode().decode("cp1252").encode()) == "Mål og ønsker"


def test_bullets_of_all_kinds_are_points():
    marks = ["- ", "– ", "• ", "* ", "o  ", "\uf0b7 ", "1. ", "a) ", "▪ "]
    for mark in marks:
        text = f"Om planen\n\nVi vil:\n\n{mark}Være nær\n\n{mark.replace('1', '2').replace('a)', 'b)')}Være snill\n"
        reading = read(text.encode(), "p.txt")
        items = [
            item.text
            for top in reading.focus_areas
            for s in top.sections
            for item in (i for n in s.walk() for i in n.items)
        ]
        items += [item.text for top in reading.sections for s in top.walk() for item in s.items]
        assert len(items) == 2, mark


def test_the_json_has_the_agreed_shape():
    shape = as_json(shaped("docx", papers.twelve_years))
    assert {"title", "period", "focus_areas", "goals", "unplaced"} <= set(shape)
    assert shape["period"] == {"from": 2024, "to": 2036}
    area = shape["focus_areas"][0]
    assert {"title", "objective", "success_factors", "targets", "sections"} <= set(area)
    target = area["targets"][0]
    assert {"text", "comparator", "value", "unit", "period", "deadline", "questions"} <= set(target)
    assert target["value"] == 15


LINE = st.text(st.sampled_from("abcæøå ABC.:-–•*#|123%\t_"), max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25))
def test_whatever_the_text_no_word_is_lost(rows):
    text = "\n".join(rows)
    letters = Counter(char for char in text if char.isalpha())
    if not any(char.isalnum() for char in text):
        return
    reading = read(text.encode(), "p.txt")
    found = Counter(char for char in "".join(reading.passages()) if char.isalpha())
    lone = Counter("o" * len(re.findall(r"^\s*o(?=\s\s?[A-ZÆØÅ])", text, re.MULTILINE)))
    assert not letters - found - lone


def table(*rows):
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{papers.paragraph(papers.Piece('p', text))}</w:tc>" for text in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def test_the_headings_of_a_table_are_no_target_and_are_not_lost():
    before = "".join(
        map(papers.paragraph, [papers.Piece("h1", "Satsingsområde 1: Gode dager"), papers.Piece("h2", "Resultatmål")])
    )
    rows = (("Resultatmål", "Måltall", "Frist"), ("Deltakelse på dagsenter", "minst 60 %", "2028"))
    reading = read(papers.word([], body=before + table(*rows)), "plan.docx")
    (area,) = reading.focus_areas
    assert [target.quote for target in area.targets] == ["Deltakelse på dagsenter | minst 60 % | 2028"]
    assert any("Måltall" in passage.text for passage in reading.unplaced)
