"""A Word document survives the way in, and what does not is told."""

import pytest
from docx import Document as NewDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from merkbar.do.procedures.documents import placed, plain_text, sanitise, word_in
from merkbar.do.procedures.documents.tests import made


@pytest.fixture(scope="module")
def libreoffice():
    return word_in(made.LIBREOFFICE.read_bytes())


def test_a_document_from_libreoffice_survives(libreoffice):
    assert libreoffice.html == sanitise(
        "<h2>Dobbeltkontroll ved endring av multidose</h2><h3>Formål</h3><p>Brukeren skal få <strong>riktig medisin</strong>"
        " også når ordinasjonen endres mellom to <em>leveringer</em>.</p><h3>Slik gjør du</h3>"
        "<ol><li>Legg endringen på den faste plassen.</li><li>Pakk om multidosen:"
        '<ol type="a"><li>alle dager som berøres</li><li>ny medisinliste</li></ol></li></ol>'
        "<p>Ta en liten pause her<sup>[1]</sup>.</p>"
        '<ol start="3"><li>Be en kollega kontrollere.</li><li>Begge signerer.</li></ol><ul><li>Kniv</li><li>Eske</li></ul>'
        '<ul data-type="taskList"><li data-checked="false" data-type="taskItem">Lista er signert</li>'
        '<li data-checked="true" data-type="taskItem">Esken er merket</li></ul>'
        '<table><thead><tr><th scope="col">Når</th><th scope="col">Hvem</th></tr></thead><tbody><tr><td>Dag</td>'
        "<td>Sykepleier</td></tr><tr><td>Natt</td><td>Responstjenesten</td></tr></tbody></table>"
        '<p><img alt="Flyt: ordinasjon, ompakking, kontroll, signatur" src="bilde:1"></p>'
        '<p>Les mer hos <a href="https://www.helsedirektoratet.no/" rel="noopener noreferrer">Helsedirektoratet</a>.'
        " Ikke her.</p><ol><li>\tSe vaktlista.</li></ol>"
    )


def test_what_did_not_come_along_is_told(libreoffice):
    assert libreoffice.report == (
        "2 sporede endringer er godtatt: 1 lagt til, 1 fjernet.",
        "1 fotnote kan stå et annet sted enn i dokumentet.",
        "1 lenke til en fil eller et skript er ikke tatt med: «javascript:alert(1)».",
    )
    assert libreoffice.links == ("https://www.helsedirektoratet.no/",)


def test_tracked_changes_may_be_rejected_instead():
    document = word_in(made.LIBREOFFICE.read_bytes(), accept_tracked=False)
    assert "Ta en lang pause her" in plain_text(document.html)
    assert document.report[0] == "2 sporede endringer er avvist: 1 lagt til, 1 fjernet."


def test_a_document_laid_out_as_word_does_survives():
    document = word_in(made.bytes_of(made.as_word()))
    assert document.html == (
        "<h2>Fallforebygging</h2><h2>Formål</h2><p>Ingen skal falle <strong>unødig</strong></p><h2>Slik gjør du</h2>"
        "<ol><li>Vurder risiko</li><li>Tilpass rommet</li></ol><p>Snakk med pårørende.</p>"
        '<ol start="3"><li>Følg opp</li></ol><ul><li>Sklisikre sokker</li></ul>'
        '<table><thead><tr><th scope="col">Poeng</th><th scope="col">Tiltak</th></tr></thead>'
        "<tbody><tr><td>0-1</td><td>Ingen</td></tr><tr><td>2-4</td><td>Plan</td></tr></tbody></table>"
        '<p><img alt="Flytskjema: vurder, tilpass, følg opp" src="bilde:1"></p>'
    )
    assert [(picture.name, picture.data) for picture in document.pictures] == [("bilde-1.png", made.png())]
    assert document.report == ()


def test_documents_with_the_same_styles_and_with_others_are_each_read_by_their_own():
    data = made.bytes_of(made.as_word())
    styles = made.part(data, "word/styles.xml")
    other = made.changed(data, word__styles_DOT_xml=styles.replace(b'"heading 1"', b'"heading 2"'))
    first = word_in(data).html
    assert "<h2>Slik gjør du</h2>" in first
    assert "<h3>Slik gjør du</h3>" in word_in(other).html
    assert word_in(data).html == first


def test_a_picture_gets_its_address_when_it_has_one():
    document = word_in(made.bytes_of(made.as_word()))
    assert 'src="/vedlegg/12/">' in placed(document.html, {"bilde:1": "/vedlegg/12/"})
    assert "<img" not in placed(document.html, {})


def test_numbered_headings_keep_their_numbers():
    document = NewDocument()
    for text in ("Formål", "Ansvar"):
        paragraph = document.add_heading(text, 1)
        numbering = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", "0"), ("w:numId", "5")):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            numbering.append(element)
        paragraph._p.get_or_add_pPr().append(numbering)
    assert word_in(made.bytes_of(document)).html == "<h2>1. Formål</h2><h2>2. Ansvar</h2>"


def test_a_picture_without_description_and_a_table_without_headings_are_told_of():
    document = made.as_word(alt="")
    document.add_table(rows=2, cols=2).rows[0].cells[0].text = "Løs"
    assert word_in(made.bytes_of(document)).report == (
        "1 bilde mangler beskrivelse for den som ikke ser.",
        "1 tabell hadde ingen overskriftsrad. Første rad er gjort til overskrift.",
    )


def test_what_a_page_cannot_hold_is_counted():
    data = made.with_body(
        '<w:r><w:t>Hei</w:t></w:r><w:r><w:object/></w:r><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    data = made.changed(data, word__header1_DOT_xml="<w:hdr xmlns:w='x'/>")
    assert word_in(data).report == (
        "1 innebygd objekt (for eksempel et regneark) er ikke tatt med.",
        "2 kommentarer er ikke tatt med.",
        "Topptekst og bunntekst er ikke tatt med.",
    )


def test_links_to_scripts_and_files_lose_their_address_and_are_told_of():
    document = NewDocument()
    paragraph = document.add_paragraph("Se ")
    for address in ("javascript:alert(1)", "file:///F:/Rutiner/fall.doc", "https://lovdata.no/"):
        relation = paragraph.part.relate_to(
            address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
        )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "lenken"
        run.append(text)
        link.append(run)
        paragraph._p.append(link)
    document = word_in(made.bytes_of(document))
    assert document.html == ('<p>Se lenkenlenken<a href="https://lovdata.no/" rel="noopener noreferrer">lenken</a></p>')
    assert document.links == ("https://lovdata.no/",)
    told = "2 lenker til filer eller skript er ikke tatt med: «javascript:alert(1)», «file:///F:/Rutiner/fall.doc»."
    assert document.report == (told,)
