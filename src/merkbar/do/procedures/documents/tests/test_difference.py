"""What differs between two versions is shown in words and lines, and nothing is lost on the way."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from merkbar.do.procedures.documents import difference, is_changed, plain_text, sanitise

OLD = "<p>Ring legen i dag.</p><ul><li>Kniv</li><li>Eske</li></ul><p>Gå hjem.</p>"
BLOCKS = st.sampled_from(
    [
        "<p>Ring legen</p>",
        "<p>Ring <strong>legen</strong> nå</p>",
        "<h2>Mål</h2>",
        "<ul><li>En</li><li>To</li></ul>",
        "<ol><li>En<ul><li>Inni</li></ul></li></ol>",
        "<p>Gå hjem og <em>sov</em>.</p>",
        "<ul><li>To</li></ul>",
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
        "<p>Hei<br>du</p>",
        "<table><tr><th>A</th></tr><tr><td>9</td></tr></table>",
        '<p><img src="/vedlegg/1/" alt="Flyt"></p>',
    ]
)
TEXTS = st.lists(BLOCKS, max_size=6).map("".join).map(sanitise)


def without(html, mark):
    """The page as it is for one who takes these marks, and the words that say them, away."""
    gone = re.sub(rf"<{mark}>.*?</{mark}>", "", html, flags=re.DOTALL)
    return plain_text(re.sub(r'<span class="m-hide">[^<]*</span>|</?(?:ins|del)>', "", gone)).split()


def test_a_changed_word_is_marked_and_said():
    shown = difference(OLD, OLD.replace("i dag", "straks"))
    assert shown.startswith(
        '<p>Ring legen <del><span class="m-hide">Fjernet: </span>i dag<span class="m-hide"> Slutt på det fjernede.</span>'
        '</del><ins><span class="m-hide">Lagt til: </span>straks<span class="m-hide"> Slutt på tillegget.</span></ins>.</p>'
    )
    assert shown.endswith("<ul><li>Kniv</li><li>Eske</li></ul><p>Gå hjem.</p>")


def test_a_new_item_is_marked_inside_its_list():
    shown = difference(OLD, OLD.replace("<li>Eske</li>", "<li>Saks</li><li>Eske</li>"))
    assert re.search(r"<ul><li>Kniv</li><li><ins>.*Saks.*</ins></li><li>Eske</li></ul>", shown)


def test_a_paragraph_gone_is_still_to_be_read():
    assert re.search(r"<p><del>.*Gå hjem\..*</del></p>$", difference(OLD, OLD.replace("<p>Gå hjem.</p>", "")))


def test_equal_texts_have_no_marks():
    assert difference(OLD, OLD) == OLD
    assert not is_changed(OLD, OLD)
    assert is_changed(OLD, OLD.replace("hjem", "ut"))


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_taking_the_marks_away_gives_either_version(old, new):
    shown = difference(old, new)
    assert without(shown, "del") == plain_text(new).split()
    assert without(shown, "ins") == plain_text(old).split()


def test_a_long_text_is_compared_soon():
    words = " ".join(f"ord{n % 977}" for n in range(2_500))
    long = "".join(f"<p>{n} {words[n * 7 : n * 7 + 400]}</p>" for n in range(300))
    assert "<ins>" in difference(long, long.replace("ord5", "nytt5"))
