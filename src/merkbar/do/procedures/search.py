"""What applies to me, what changed lately, and the best hits of a search: each in a statement or two."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, Value, When

from merkbar.do.procedures.models import Favourite, Version, VersionQuerySet
from merkbar.do.procedures.reading_list import applying_to
from merkbar.ground.access.standing import Standing
from merkbar.ground.records.language import expand, words
from merkbar.ground.records.writes import SEARCH_CONFIG

HITS: Final = 50
RECENT: Final = 60
"""Days a change counts as recent [d]."""
LONGEST_QUERY: Final = 200
ALIKE: Final = 5
LEAST_ALIKE: Final = 0.45
"""How much of what was typed a title must hold to be meant, by threes of letters [0–1]."""
ROW: Final = ("document__record__unit", "document__topic")


def applying(standing: Standing) -> VersionQuerySet:
    """Pick the versions in force that apply where a person works or that they must read."""
    documents = applying_to(standing.person, standing.day)
    seen = Version.objects.visible_to(standing).in_force()
    return seen.filter(document__in=documents.values("pk"))


def rows(versions: VersionQuerySet) -> VersionQuerySet:
    """Give them as rows, by number, without their texts."""
    return versions.select_related(*ROW).defer("body", "plain").order_by("document__record__reference")


def by_topic(standing: Standing) -> VersionQuerySet:
    """Pick what applies as rows, topic by topic; those without a topic last."""
    topic = F("document__topic__order").asc(nulls_last=True)
    return rows(applying(standing)).order_by(topic, "document__topic__name", "document__record__reference")


def recent(standing: Standing) -> VersionQuerySet:
    """Pick what began to apply lately among what applies to a person, the newest first."""
    since = standing.day - dt.timedelta(days=RECENT)
    return rows(applying(standing).filter(in_force_from__gte=since)).order_by("-in_force_from", "document")


def favourites(standing: Standing) -> VersionQuerySet:
    """Pick what a person has marked, while it is in force."""
    marked = Favourite.objects.filter(person=standing.person, document=OuterRef("document"))
    return rows(Version.objects.visible_to(standing).in_force().filter(Exists(marked)))


def hits(standing: Standing, typed: str) -> list[Version]:
    """Find by number, title and text, in any form of the words; what applies to the person comes first among equals."""
    text = " ".join(typed[:LONGEST_QUERY].split())
    terms = expand(text)
    if not terms:
        return []
    query = SearchQuery(terms, config=SEARCH_CONFIG, search_type="raw")
    number = Q(document__record__reference__istartswith=text)
    titled = Q(document__record__title__icontains=text)
    weight = Case(
        When(number, then=Value(4.0)), When(titled, then=Value(2.0)), default=Value(0.0), output_field=FloatField()
    )
    mine = Case(
        When(Exists(applying_to(standing.person, standing.day).filter(pk=OuterRef("document"))), then=Value(0.5)),
        default=Value(0.0),
        output_field=FloatField(),
    )
    found = Version.objects.visible_to(standing).in_force().filter(number | titled | Q(document__record__search=query))
    ranked = rows(found).annotate(rank=SearchRank(F("document__record__search"), query) + weight + mine)
    return list(ranked.order_by("-rank", "document__record__reference")[:HITS])


def meant(standing: Standing, typed: str) -> list[Version]:
    """Find titles that look like what was typed, for whoever misspells; asked only when `hits` found nothing."""
    text = " ".join(words(typed))
    if not text:
        return []
    alike = TrigramWordSimilarity(text, "document__record__title")
    found = rows(Version.objects.visible_to(standing).in_force()).annotate(alike=alike).filter(alike__gte=LEAST_ALIKE)
    return list(found.order_by("-alike", "document__record__reference")[:ALIKE])


def copies(standing: Standing) -> list[dict[str, Any]]:
    """Give what a phone keeps of each: enough to read it without a network."""
    kept = applying(standing).select_related("document__record").order_by("document__record__reference")
    return [
        {
            "number": version.document.record.reference,
            "title": version.document.record.title,
            "version": version.number,
            "from": version.in_force_from.isoformat() if version.in_force_from else "",
            "html": version.body,
            "text": version.plain,
        }
        for version in kept
    ]


def mark_of(standing: Standing) -> str:
    """Tell one state of the copies from another without reading the texts."""
    keys: Sequence[Any] = list(applying(standing).order_by("pk").values_list("pk", "changed_at"))
    facts = repr([standing.person.pk, [(key, at.isoformat()) for key, at in keys]])
    return f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'
