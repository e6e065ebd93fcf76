"""`python -m merkbar.check.indicators.tests.report`: our figures beside those of qicharts2 and NHSRplotthedots."""

import sys
from collections import Counter

from merkbar.check.indicators.tests.agreement import cases, outcome


def main() -> int:
    """Print how many agree, each reason why some differ, and those that are wrong; 1 when any is."""
    found = [outcome(name, case) for name, case in cases()]
    kinds = Counter(one.kind for one in found)
    lines = [f"{kind:<12}{kinds[kind]:>5}" for kind in ("agreed", "deliberate", "outside", "wrong")]
    for kind in ("deliberate", "outside"):
        reasons = Counter(one.why for one in found if one.kind == kind)
        lines += ["", kind, *(f"{times:>5}  {why}" for why, times in reasons.most_common())]
    lines += [f"wrong  {one.case}: {one.why}" for one in found if one.kind == "wrong"]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(kinds["wrong"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
