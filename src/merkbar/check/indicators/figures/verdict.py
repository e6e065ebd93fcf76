"""The verdict on a series: has it changed, for better or worse, when was that first to be seen, and from when does it count.

Anhøj's rules around the median decide; limits at three standard deviations only mark points. NHS Making Data Count is a
choice. The level that counts is that of the newest part. Two values are never compared: under twelve nothing is said.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from merkbar.check.indicators.figures import detection, verdict_nhs, verdict_words
from merkbar.check.indicators.figures.drawing import drawing
from merkbar.check.indicators.figures.numbers import known, side
from merkbar.check.indicators.figures.saying import Said, period
from merkbar.check.indicators.figures.settings import Drawing, Point, Settings, Verdict, Word

FEWEST: Final = 12
"""Values a verdict needs."""
TOWARD: Final[dict[tuple[str, int], Word]] = {
    ("up", 1): "better",
    ("up", -1): "worse",
    ("down", 1): "worse",
    ("down", -1): "better",
}
"""Direction and side → word."""


def verdict_of(points: Sequence[Point], settings: Settings) -> Verdict:
    """Judge a series in order of time.

    >>> str(verdict_of([], Settings()).said)
    'Ingen målinger ennå.'
    """
    ordered = sorted(points, key=lambda point: point.period)
    drawn = drawing(ordered, settings)
    return replace(_judged(ordered, settings, drawn), drawing=drawn, points=tuple(ordered))


def _judged(points: Sequence[Point], settings: Settings, drawn: Drawing) -> Verdict:
    """Judge the newest part."""
    first = drawn.starts[-1] if drawn.starts else 0
    values = [
        None if place < first or point.period in settings.excluded else point.value
        for place, point in enumerate(points)
    ]
    if settings.seasonal:
        return _plain("season", _season(points, settings))
    there = known(values)
    if len(there) < FEWEST:
        since = points[first].period if first else None
        return _plain("too_little", verdict_words.too_little(len(there), FEWEST, since, settings.cadence))
    if all(side(value, there[0]) == 0 for value in there):
        return _plain("none", Said(verdict_words.STILL))
    if settings.engine == "nhs":
        return _by_nhs(points, values, settings)
    moving = detection.trend(there)
    if moving is not None:
        return _steady(points, values, settings, moving)
    return _by_runs(points, values, settings, drawn)


def _plain(word: Word, said: Said) -> Verdict:
    return Verdict(word, verdict_words.short(word, None, ""), said)


def _season(points: Sequence[Point], settings: Settings) -> Said:
    """What a seasonal series may be compared with: the same time last year."""
    last = next((point for point in reversed(points) if point.value is not None), None)
    if last is None:
        return verdict_words.season(None, None, settings.decimals)
    wanted = (last.period.year - 1, last.period.month)
    before = next((p.value for p in points if (p.period.year, p.period.month) == wanted), None)
    return verdict_words.season(last.value, before, settings.decimals)


def _steady(
    points: Sequence[Point], values: Sequence[float | None], settings: Settings, moving: detection.Trend
) -> Verdict:
    since = next(point.period for point, value in zip(points, values, strict=True) if value is not None)
    facts = {
        "way": Said(verdict_words.UP if moving.side > 0 else verdict_words.DOWN),
        "along": moving.along,
        "moves": moving.moves,
        "since": period(since, settings.cadence),
    }
    return Verdict(
        "trend",
        verdict_words.short("trend", None, settings.cadence, moving.side),
        Said(verdict_words.STEADY, facts),
        since=since,
        side=moving.side,
        toward=TOWARD.get((settings.direction, moving.side), ""),
        rule="trend",
    )


def _by_runs(points: Sequence[Point], values: Sequence[float | None], settings: Settings, drawn: Drawing) -> Verdict:
    """Judge by Anhøj's rules, around the frozen median when there is one."""
    first, frozen = drawn.starts[-1], drawn.frozen_to[-1]
    sides = [side(value, centre) for value, centre in zip(values, drawn.median, strict=True)]
    if frozen is not None:
        signal = detection.last_signal(sides, frozen + 1)
    else:
        places = [place for place, value in enumerate(values) if value is not None]
        signal = detection.last_signal_of_moving(values, places[FEWEST - 1])
    if signal is None:
        return _plain("none", verdict_words.calm(drawn.median[first], settings.decimals))
    if detection.is_over(sides, signal):
        return _plain("none", _calm_again(points, signal, settings))
    word = TOWARD.get((settings.direction, signal.toward), "change")
    fired = points[signal.fired].period
    return Verdict(
        word,
        verdict_words.short(word, fired, settings.cadence),
        _changed(points, signal, settings),
        detected=fired,
        since=points[signal.run.first].period,
        until=points[signal.run.last].period,
        length=signal.run.length,
        side=signal.run.side,
        rule=signal.rule,
        toward="" if word == "change" else word,
        places=_places(sides, signal),
    )


def _calm_again(points: Sequence[Point], signal: detection.Signal, settings: Settings) -> Said:
    facts = {
        "since": period(points[signal.run.first].period, settings.cadence),
        "until": period(points[signal.run.last].period, settings.cadence),
    }
    return Said(verdict_words.CALM_AGAIN, facts)


def _changed(points: Sequence[Point], signal: detection.Signal, settings: Settings) -> Said:
    text = verdict_words.BY_RUN if signal.rule == "run" else verdict_words.BY_CROSSINGS
    return verdict_words.changed(
        text if signal.toward else verdict_words.BOTH_WAYS,
        settings.cadence,
        when=points[signal.fired].period,
        since=points[signal.run.first].period,
        length=signal.run.length,
        side=verdict_words.OVER if signal.run.side > 0 else verdict_words.UNDER,
    )


def _places(sides: Sequence[int | None], signal: detection.Signal) -> tuple[int, ...]:
    """The points that are part of the change; none when the values went both ways."""
    run = signal.run
    return tuple(place for place in range(run.first, run.last + 1) if sides[place] is not None and signal.toward)


def _by_nhs(points: Sequence[Point], values: Sequence[float | None], settings: Settings) -> Verdict:
    """Judge by the four rules of Making Data Count: what the last value is part of, and when that was first to be seen."""
    kept = [place for place, value in enumerate(values) if value is not None]
    days = [points[place].period for place in kept]
    there = known(values)
    seen = verdict_nhs.newest(days, there, settings)
    if seen is None:
        return _plain(
            "none", verdict_words.calm_around_mean(verdict_nhs.mean_of(days, there, settings), settings.decimals)
        )
    word = TOWARD.get((settings.direction, seen.side), "change")
    since, fired = days[seen.first], days[seen.fired]
    return Verdict(
        word,
        verdict_words.short(word, fired, settings.cadence),
        verdict_words.changed(verdict_words.BY_NHS, settings.cadence, when=fired, since=since, length=0, side=""),
        detected=fired,
        since=since,
        until=days[-1],
        length=len(days) - seen.first,
        side=seen.side,
        rule="nhs",
        toward="" if word == "change" else word,
        places=tuple(kept[seen.first :]),
    )
