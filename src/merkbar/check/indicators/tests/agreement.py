"""How our answer stands to that of the independent software: agreed, deliberately different, outside scope, or wrong."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from merkbar.check.indicators.figures import answer
from merkbar.check.indicators.figures.qic import OUTSIDE
from merkbar.check.indicators.figures.shewhart import ALMOST_NONE, NO_VARIATION

FIXTURES = Path(__file__).parent / "fixtures"
SETS = ("qic_generated", "ptd_generated", "ptd_shipped")
RELATIVE = 1e-9
NO_LIMITS = {"lcl", "ucl", "lcl95", "ucl95", "sigma_signal"}
NO_LIMITS_NHS = {"lpl", "upl", "outside_limits", "close_to_limits", "special_cause_type", "point_type"} | {
    "variation_type",
    "variation_icon",
    "assurance_type",
    "assurance_icon",
}
SENTENCES = {
    "no_variation": "Ingen variasjon: grenser med bredde null ville gjort enhver rest til et signal, så vi tegner ingen.",
    "no_assurance": "For lite data: uten grenser sier vi ikke at måloppnåelsen er «tilfeldig», vi sier ingenting.",
    "gaps": "Hull i serien: vi hopper over manglende verdier i reglene og viser ikonet til den siste som finnes.",
    "duplicate": "Samme dato flere ganger: vi slår ikke målinger sammen uten at noen har bedt om det.",
    "zero_denominator": "Hendelser uten nevner: et uendelig tall kan ikke stå i serien, det må rettes ved kilden.",
    "more_than_all": "Flere hendelser enn nevneren: en andel over 100 % må rettes ved kilden.",
    "nothing_left": "Alle punkter holdt utenfor: da er det ingenting å regne på.",
}
"""Why we differ, one sentence for the reader each."""


@dataclass(frozen=True)
class Outcome:
    """One case: `kind` is agreed, deliberate, outside or wrong; `why` is the sentence, or what differs."""

    case: str
    kind: str
    why: str = ""


def cases():
    """Every case with its series and engine."""
    for name in SETS:
        found = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
        for case in found["cases"]:
            series = found["series"][case["series"]]
            yield (
                f"{name}/{case['id']}",
                {
                    "engine": "ptd" if name.startswith("ptd") else "qic",
                    "series": {key: series[key] for key in ("x", "y", "n") if key in series},
                    "options": case["options"],
                    "output": case.get("output"),
                },
            )


def outcome(name: str, case: dict[str, Any]) -> Outcome:
    """Judge one case."""
    ours, theirs = answer({key: case[key] for key in ("engine", "series", "options")}), case["output"]
    options = case["options"]
    if options.get("chart") in OUTSIDE or options.get("method", "anhoej") != "anhoej":
        return Outcome(name, "outside" if "error" in ours else "wrong", ours.get("error", "answered"))
    if theirs is None and "error" in ours:
        return Outcome(name, "agreed")
    differing = {"error"} if "error" in ours or theirs is None else differences(ours, theirs, case["series"]["y"])
    if theirs is not None and not differing:
        return Outcome(name, "agreed")
    reason = deliberate(case, ours, differing)
    return Outcome(name, "deliberate", SENTENCES[reason]) if reason else Outcome(name, "wrong", f"{sorted(differing)}")


def deliberate(case: dict[str, Any], ours: dict[str, Any], differing: set[str]) -> str:
    """The reason that covers all that differs, and nothing else."""
    x, y, n = case["series"]["x"], case["series"]["y"], case["series"].get("n", [])
    if "error" in ours:
        pairs = [(a, b) for a, b in zip(y, n, strict=False) if a is not None and b is not None]
        checks = {
            "duplicate": len(set(x)) < len(x) and isinstance(x[0], str),
            "zero_denominator": any(b == 0 and a > 0 for a, b in pairs),
            "more_than_all": case["options"].get("chart") in {"p", "pp"} and any(a > b for a, b in pairs),
            "nothing_left": len(set(_list(case["options"].get("exclude")))) == len(y),
        }
        return next((reason for reason, holds in checks.items() if holds), "")
    still = set(ours.get("notes", [])) & {NO_VARIATION, ALMOST_NONE}
    if case["engine"] == "qic":
        return "no_variation" if still and differing <= NO_LIMITS and _none(ours["ucl"]) else ""
    if any(value is None for value in y):
        return "gaps" if case["output"] is None or differing <= NO_LIMITS_NHS - {"lpl", "upl"} else ""
    if differing <= {"assurance_type", "assurance_icon"} and _none(ours["upl"]) and ours["assurance_type"] is None:
        return "no_assurance"
    return "no_variation" if still and differing <= NO_LIMITS_NHS and _none(ours["upl"]) else ""


def _none(values: list[Any]) -> bool:
    return any(value is None for value in values)


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


def differences(ours: dict[str, Any], theirs: dict[str, Any], y: list[Any]) -> set[str]:
    """The fields that differ by more than rounding."""
    near = RELATIVE * max((abs(value) for value in y if value is not None), default=0)
    count = len(ours["x"])
    found = set()
    for field, expected in theirs.items():
        if field == "r_warnings":
            continue
        wanted = expected if field == "parts" or not isinstance(ours.get(field), list) else spread(expected, count)
        if not same(ours.get(field), wanted, near * abs(theirs_scale(theirs, y))):
            found.add(field)
    return found


def theirs_scale(theirs: dict[str, Any], y: list[Any]) -> float:
    """How much larger the answer's values are than those given."""
    shown = (
        [abs(v) for v in theirs.get("y", []) if isinstance(v, int | float)] if isinstance(theirs.get("y"), list) else []
    )
    given = max((abs(v) for v in y if v is not None), default=0)
    return max(1.0, max(shown, default=0) / given) if given else 1.0


def spread(found: Any, count: int) -> list[Any]:
    """One value per point, from steps or a single value."""
    if isinstance(found, dict):
        return [value for times, value in found["rle"] for _ in range(times)]
    return found if isinstance(found, list) else [found] * count


def same(ours: Any, theirs: Any, near: float) -> bool:
    """Whether two answers are equal, numbers to 1e-9."""
    if isinstance(theirs, list) and isinstance(ours, list):
        return len(ours) == len(theirs) and all(same(a, b, near) for a, b in zip(ours, theirs, strict=True))
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return all(same(ours.get(key), value, near) for key, value in theirs.items())
    if isinstance(ours, str | bool | None) or isinstance(theirs, str | bool | None):
        return ours is theirs or (ours == theirs and isinstance(ours, str))
    return abs(ours - theirs) <= RELATIVE * abs(theirs) + near
