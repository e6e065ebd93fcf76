"""Words for search, and anchors that hold while the words do."""

from merkbar.do.procedures.documents import anchored, blocks, links, plain_text
from merkbar.do.procedures.documents.reading import faults

TEXT = (
    "<h2>Formål</h2><p>Se <a href='https://lovdata.no/'>loven</a>.</p><ol><li>Vask</li><li>Vask</li></ol>"
    "<table><tr><th>Når</th><td>Nå</td></tr></table><p><img src='/vedlegg/7/' alt='Flyten'></p>"
)


def test_every_block_stands_on_a_line_of_its_own():
    assert plain_text(TEXT) == "Formål\nSe loven.\nVask\nVask\nNår\nNå\nFlyten"


def test_an_anchor_holds_when_the_block_moves_and_not_when_its_words_change():
    first = {block.text: block.anchor for block in blocks(TEXT)}
    moved = {block.text: block.anchor for block in blocks("<p>Ny</p>" + TEXT)}
    assert moved["Formål"] == first["Formål"]
    assert {block.anchor for block in blocks(TEXT.replace("Formål", "Mål"))}.isdisjoint({first["Formål"]})


def test_equal_blocks_have_anchors_of_their_own_and_the_page_has_them():
    anchors = [block.anchor for block in blocks(TEXT)]
    assert len(set(anchors)) == len(anchors) == 6
    assert all(f'id="{anchor}"' in anchored(TEXT) for anchor in anchors)


def test_links_out_of_the_house_are_listed():
    assert links(TEXT) == ["https://lovdata.no/"]


def test_a_heading_that_is_a_whole_text_is_told_of():
    assert "for lang" in faults(f"<h2>{'ord ' * 80}</h2>")[0]
