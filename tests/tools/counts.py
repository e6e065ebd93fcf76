"""The plain counts of a test run, from its JUnit file."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def counts(file: Path) -> str:
    """Say how many passed, failed and were skipped, and how long it took."""
    suites = list(ET.parse(file).getroot().iter("testsuite"))  # noqa: S314 - our own file
    total, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    seconds = sum(float(suite.get("time", "0")) for suite in suites)
    passed = total - failures - errors - skipped
    return f"tests={total} passed={passed} failed={failures} errors={errors} skipped={skipped} seconds={seconds:.0f}"


if __name__ == "__main__":
    result = Path(sys.argv[1])
    sys.stdout.write(counts(result) + "\n" if result.exists() else "tests=0\n")
