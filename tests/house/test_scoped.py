"""Nobody reads unscoped: what belongs to a case is read through visible_to, or the exception says why it need not be."""

import ast

from django.apps import apps

from tests.house import source

PARTS = {
    "Record",
    "Fact",
    "Entry",
    "Link",
    "Named",
    "Attachment",
    "Feedback",
    "Redaction",
    "Counterpart",
    "Pattern",
    "Token",
}
"""Rows that hang on something scoped and so are no more open than that."""
NOT_READERS = {"writes", "models", "baseline", "demo", "bench", "commands"}
"""Changes ask policy first; the demo and the benchmark have no reader."""
ALLOWED = {
    "act/actions/guards.py": "asks about one case before a step, whoever takes it: an action one may not see still counts",
    "act/actions/jobs.py": "a job acts for the house, not for a reader; what it tells goes through `tell`",
    "act/actions/panels.py:is_closed_off": "asks how closed one action is before a mail about it",
    "act/actions/sources.py": "defines what of a source a person sees",
    "act/actions/views.py:_origin": "asks sources.may_see before anything is shown",
    "act/actions/views_steps.py:_moved_on": "the version of an action that `find` has given",
    "act/actions/plan_lines.py:line_edited": "follows what happens to one line of a unit's plan, whoever did it",
    "check/deviations/jobs.py": "a job acts for the house, not for a reader",
    "check/deviations/choices.py:most_used": "gives the types most used in a unit, no case",
    "check/deviations/followers.py": "follows what happens to one record, whoever did it",
    "check/deviations/policy.py": "answers for one case that `find` has given",
    "check/deviations/parts.py": "what hangs on a case that `find` has given",
    "check/deviations/register.py:numbered": "a subquery of keys inside a scoped query",
    "check/deviations/register.py:worded": "a subquery of keys inside a scoped query",
    "check/deviations/similar.py:similar_to": "reads again the keys a scoped query has given",
    "check/deviations/statistics_scope.py:_beyond": "asks whether a case is hidden from somebody; answers yes or no",
    "check/deviations/statistics_scope.py:within": "totals count every case; small numbers are not shown (`figures.tables`)",
    "check/deviations/suggest.py:_all": "counts words of cases the whole line reads; what comes out is a type of the list",
    "check/deviations/timeline.py": "the timeline of a case that `find` has given, by audience",
    "check/deviations/views_case.py": "links and version of a case that `find` has given; the other ends are scoped",
    "check/deviations/views_mine.py:by_code": "the receipt code is the key; nobody is logged in",
    "check/indicators/goal_status.py:of_ties": "whoever reads a plan's target reads how it stands; a sum without names",
    "check/indicators/policy.py:units_to_enter": "begins at what one owns or delivers; gives units, no figure",
    "check/indicators/intake.py": "judges lines by their writer's right to enter (`may_enter`); the operator's have none",
    "check/indicators/readings.py:rows_under": "the series of a unit that the caller has found in reach",
    "check/indicators/views.py:history": "the rows of a unit that `unit_of` has found in reach",
    "check/indicators/views_entry.py:rows_of": "the boxes of a unit that `units_to_enter` has found in reach",
    "check/deviations/breaches.py": "counts the open cases that name a procedure; those shown are scoped",
    "do/procedures/choosing.py:next_numbers": "reads numbers alone, since a number that is taken is taken for everybody",
    "do/procedures/finding.py:version_of": "the version of a procedure that `find` has given",
    "do/procedures/jobs.py": "a job acts for the house, not for a reader",
    "do/procedures/owners.py:_writers": "who has written a draft that `find` has given; tells only who approves it",
    "do/procedures/page.py:draft_facts": "the timeline of a draft that `find` has given",
    "do/procedures/reading_list.py": "what a rule asks of a person: in force, so read by every employee",
    "do/procedures/reviews.py:of": "counts the open cases that name a procedure; shows none of them",
    "do/learning/assigned.py": "what one person is asked for and has taken: the rows are that person's own",
    "do/learning/coverage.py:everybody": "asked by the morning's reminders, which act for the house",
    "ground/files/registry.py:files": "asked by who sees the record; all its files for who reads it, for others what they added",
    "ground/files/views.py": "found first, then registry.sees is asked, in the door",
    "ground/notices/coming.py:has_come": "the person's own notices about the page they opened",
    "ground/notices/jobs.py": "a job acts for the house: the receiver's own notices",
    "plan/goals/coverage.py:covered": "a figure for everybody, without names",
    "plan/goals/differences.py": "compares two versions of a plan that `find` has given",
    "plan/goals/family.py:_below": "keys that a plan may not be put under, so that none is above itself",
    "plan/goals/family.py:versions": "keys of the versions of a plan that `find` has given",
    "plan/goals/revising.py:waiting": "asked by the morning's reminders, and then narrowed to those who revise it",
    "plan/goals/followers.py": "follows what happens to one action, whoever did it",
    "plan/goals/tree.py": "reads the tree of a plan that `find` has given",
    "plan/goals/views_adopt.py:version_of": "the version of a plan that `find` has given",
    "plan/goals/views_import.py:_find_piece": "a piece of a draft that `find` has given",
    "plan/goals/views_import.py:_version": "the version of a plan or target that `find` has given",
    "plan/goals/views_lines.py:_own": "the version of an action plan that `find` has given",
    "plan/goals/views_targets.py:_version": "the version of a target that `find` has given",
    "web/api/auth.py": "finds who is asking",
    "web/api/policy.py": "is the scope of tokens",
    "web/home/work.py:_silent_ends": "the other ends of cases that wait for this person (`_mine` is scoped)",
    "web/shell.py:_unread_notices": "counts the person's own",
    "web/measured.py": "figures of whole units that Merkbar counts by itself; shown by reach and held back when small",
    "web/movein/writing.py:judged": "numbers that are taken, so that none is given twice; shows nothing of them",
    "web/ops/explaining.py": "an operator's command that says why somebody may or may not see a case; shows no words of it",
    "web/ops/health.py": "counts without names, behind a token",
}
"""file or file:function → why it may read past visible_to."""


def scoped_models():
    ours = [model for model in apps.get_models() if model.__module__.startswith("merkbar.")]
    found = {model.__name__ for model in ours if hasattr(model.objects.all(), "visible_to")}
    assert {"Deviation", "Action", "Notice"} <= found
    return found


def unscoped(module, models):
    """(function, line) of every `Model.objects.something` that does not begin with visible_to."""
    parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(module):
        manager = isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
        if not manager or not (isinstance(node.value, ast.Name) and node.value.id in models):
            continue
        follower = parents.get(node)
        if isinstance(follower, ast.Attribute) and follower.attr in {"visible_to", "none"}:
            continue
        around = follower
        while around is not None and not isinstance(around, ast.FunctionDef):
            around = parents.get(around)
        yield (around.name if around else "", node.lineno)


def loose():
    models = scoped_models() | PARTS
    for path in source.files():
        parts = {path.stem, *path.relative_to(source.MERKBAR).parts}
        if parts & NOT_READERS:
            continue
        for function, line in unscoped(source.tree(path), models):
            yield source.name(path), function, line


def test_every_reading_starts_at_visible_to():
    faults = [
        f"{file}:{function}:{line}"
        for file, function, line in loose()
        if file not in ALLOWED and f"{file}:{function}" not in ALLOWED
    ]
    assert not faults


def test_no_exception_is_kept_that_nobody_needs():
    used = {name for file, function, _line in loose() for name in (file, f"{file}:{function}")}
    assert set(ALLOWED) - used == set()


def test_an_unscoped_reading_is_found():
    planted = ast.parse("def page(request):\n    return Deviation.objects.filter(state='new')")
    assert list(unscoped(planted, {"Deviation"})) == [("page", 2)]
    told = ast.parse("def page(request):\n    return Deviation.objects.visible_to(me).filter(state='new')")
    assert not list(unscoped(told, {"Deviation"}))
