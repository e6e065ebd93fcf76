"""What a procedure's text may hold. Everything else is taken away, its words kept.

The last hand on the text is always nh3's with the narrow list below, so nothing that the tidying does can let a script
in. Measured: nh3 takes 34 s for 100,000 `<div>` in each other, so text nested that deep loses its tags before it.
"""

import re
from html import escape
from typing import Any, Final

import nh3

from merkbar.do.procedures.documents import tidying, tree

LONGEST: Final = 2_000_000
"""Characters of HTML; the longest procedures known are a tenth of that."""
MOST_NESTED: Final = 400
"""Elements in each other that no one writes by hand and Word does not make."""
ROUNDS: Final = 5
# fmt: off
TAGS: Final = frozenset({
    "h2", "h3", "h4", "p", "br", "hr", "strong", "em", "u", "s", "sub", "sup", "blockquote", "ul", "ol",
    "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "img",
})
RAW_TAGS: Final = TAGS | frozenset({
    "h1", "h5", "h6", "b", "i", "strike", "div", "span", "figure", "figcaption", "section", "article",
    "pre", "font", "center",
})
"""What the tidying knows how to turn into the above."""
SILENT: Final = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "form", "select",
    "textarea", "title", "head", "xml",
})
# fmt: on
"""Elements whose content is not text for readers."""
ATTRIBUTES: Final = {
    "*": set[str](),
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start", "type"},
    "ul": {"data-type"},
    "li": {"data-type", "data-checked"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
RAW_ATTRIBUTES: Final = {**ATTRIBUTES, "p": {"class", "style"}, "span": {"style"}}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "bilde"})
VALUES: Final = {
    "href": re.compile(
        r"https?://[^\s/].*|mailto:[^\s]+@.+|tel:[+0-9() .-]+|/(?![/\\]).*|#b-[0-9a-f-]+", re.IGNORECASE | re.DOTALL
    ),
    "src": re.compile(r"/vedlegg/[0-9]{1,18}/|bilde:[0-9]{1,5}"),
    "start": re.compile(r"[0-9]{1,5}"),
    "type": re.compile(r"[1aAiI]"),
    "data-type": re.compile(r"taskList|taskItem"),
    "data-checked": re.compile(r"true|false"),
    "scope": re.compile(r"col|row"),
    "colspan": re.compile(r"[1-9][0-9]?"),
    "rowspan": re.compile(r"[1-9][0-9]{0,2}"),
}
"""What each attribute may say; `bilde:N` stands for an image of a Word document until it has its address."""
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, marks that turn the direction of text, and what is no character at all."""
SELF_CLOSING: Final = (
    frozenset({"p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "dd", "dt"}) | tree.VOID
)
TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
ANY_TAG: Final = re.compile(r"<[A-Za-z/!][^>]*>")
MARKUP: Final = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|table|br|strong|em|b|i|a|img|div|span)\b[^>]*>", re.IGNORECASE)


def sanitise(html: str) -> str:
    """Give the same text with nothing but what a procedure may hold; cleaned once more it does not change."""
    text = INVISIBLE.sub("", html[:LONGEST]).replace("\r\n", "\n").replace("\r", "\n")
    if _nesting(text) > MOST_NESTED:
        text = escape(" ".join(ANY_TAG.sub(" ", text).split()), quote=False)
    for _round in range(ROUNDS):
        before, text = text, _once(text)
        if text == before:
            break
    return text


def _once(text: str) -> str:
    """Read, tidy and narrow once. What browsers mend while reading can move things, so it is done until it rests."""
    raw = nh3.clean(
        text,
        tags=set(RAW_TAGS),
        clean_content_tags=set(SILENT),
        attributes={tag: set(names) for tag, names in RAW_ATTRIBUTES.items()},
        attribute_filter=_value,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    top = tree.read(raw)
    tidying.tidy(top)
    return _narrow(tree.write(top))


def written(text: str) -> str:
    """Read what a form field holds: HTML from the editor, or plain text where each empty line begins a paragraph."""
    if MARKUP.search(text):
        return sanitise(text)
    parts = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return sanitise("".join(f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part))


def _narrow(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(SILENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_value,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )


def _value(tag: str, name: str, value: str) -> str | None:
    """Keep an attribute whose value is one we know."""
    known: Any = VALUES.get(name)
    cleaned = INVISIBLE.sub("", value).strip()
    if name == "href":
        cleaned = re.sub(r"[\t\n\r]", "", cleaned)
    return cleaned if known is None or known.fullmatch(cleaned) else None


def _nesting(text: str) -> int:
    """Count, roughly and fast, how many elements stand in each other."""
    depth = deepest = 0
    for found in TAG.finditer(text):
        if found[2].lower() in SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
