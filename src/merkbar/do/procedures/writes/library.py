"""The municipality's own lists: topics, and words that have had their day."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from merkbar.do.procedures.models import OldWord, Topic
from merkbar.do.procedures.writes.common import need
from merkbar.ground.trail.history import claim
from merkbar.ground.trail.write import write

PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
MOST_CODES = 1000


@write
def add_topic(*, by: Any, name: str) -> Topic:
    """Put a topic last on the list; its code is made of its name and never changes."""
    name = need("name", name, _("Skriv et navn"))
    last = Topic.objects.select_for_update().order_by("-order").values_list("order", flat=True).first() or 0
    topic = Topic(code=_free_code(name), name=name, order=min(last + 1, 32_000))
    topic.full_clean()
    topic.save(force_insert=True)
    return topic


def _free_code(name: str) -> str:
    base = slugify(name.lower().translate(PLAIN_LETTERS))[:34] or "tema"
    taken = set(Topic.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for n in range(MOST_CODES) if (code := f"{base}-{n + 1}" if n else base) not in taken)


@write
def change_topic(*, by: Any, topic: Topic, name: str, order: int, active: bool, seen: int | None = None) -> Topic:
    """Rename a topic, move it on the list, or take it out of use; procedures keep the one they have."""
    claim(topic, seen=seen)
    topic.name, topic.order, topic.active = need("name", name, _("Skriv et navn")), order, active
    topic.full_clean()
    topic.save(update_fields=["name", "order", "active"])
    return topic


@write
def add_word(*, by: Any, words: str, advice: str, is_law: bool = False, active: bool = True) -> OldWord:
    """Put an old word on the list."""
    return _keep(OldWord(), words=words, advice=advice, is_law=is_law, active=active)


@write
def change_word(
    *, by: Any, word: OldWord, words: str, advice: str, is_law: bool, active: bool, seen: int | None = None
) -> OldWord:
    """Change a word's forms or advice, or take it out of use."""
    claim(word, seen=seen)
    return _keep(word, words=words, advice=advice, is_law=is_law, active=active)


def _keep(word: OldWord, *, words: str, advice: str, is_law: bool, active: bool) -> OldWord:
    forms = [" ".join(form.split()) for form in words.split(",") if form.strip()]
    if not forms:
        raise ValidationError({"words": _("Skriv minst ett ord")})
    if any(len(form) < 3 for form in forms):  # noqa: PLR2004 - two letters stand in half of all sentences
        raise ValidationError({"words": _("Hvert ord må ha minst tre tegn")})
    word.words, word.advice = ", ".join(dict.fromkeys(forms)), need("advice", advice, _("Skriv hva som er bedre"))
    word.is_law, word.active = is_law, active
    word.full_clean()
    word.save()
    return word
