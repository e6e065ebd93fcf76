"""`merkbar spc`: cases in, answers out, in the same order; a case that is refused says why and stops nobody."""

import json
import subprocess
import sys

import pytest

from merkbar.check.indicators.figures.program import program
from merkbar.check.indicators.tests.agreement import cases

CASE = {"engine": "qic", "series": {"x": ["2026-01-01", "2026-02-01"], "y": [4, 6]}, "options": {"chart": "i"}}
REFUSED = {"engine": "qic", "series": {"y": [5], "n": [4]}, "options": {"chart": "p"}}


def spc(words, *options):
    """Run the program with something on standard input."""
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "merkbar.web.ops", "spc", *options],
        input=words,
        capture_output=True,
        check=False,
        timeout=60,
    )


def said(done):
    return "\n".join(line for line in done.stderr.decode().splitlines() if not line.startswith("import time:"))


def test_one_case_gives_one_answer_and_loads_no_django():
    done = spc(json.dumps(CASE).encode())
    assert done.returncode == 0, said(done)
    assert b"django" not in done.stderr
    answer = json.loads(done.stdout)
    assert answer["cl"] == [5, 5]
    assert answer["parts"][0]["n_obs"] == 2


def test_a_refused_case_stands_in_its_place_and_the_others_are_answered():
    done = spc(json.dumps([CASE, REFUSED, "tull", CASE]).encode())
    assert done.returncode == 0
    first, refused, nonsense, last = json.loads(done.stdout)
    assert refused == {"error": "Punkt nummer 1 har flere hendelser enn nevneren."}
    assert nonsense["error"].startswith("Et tilfelle må være et objekt")
    assert first == last == program(CASE)


def test_the_program_answers_as_the_figures_do():
    some = [{key: case[key] for key in ("engine", "series", "options")} for _, case in list(cases())[::40]]
    assert json.loads(spc(json.dumps(some).encode()).stdout) == program(some)


@pytest.mark.parametrize("words", [b"", b'{"engine":', b"\xff\xfe\xff", b"3", b'"tekst"', b"[" * 100_000])
def test_what_is_no_list_of_cases_is_misuse_with_a_sentence(words):
    done = spc(words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Hjelp: merkbar spc --help" in said(done)
    assert "Traceback" not in said(done)


def test_an_empty_list_gives_an_empty_list():
    assert json.loads(spc(b"[]").stdout) == []
