"""Take in a file of leaves: all of it or nothing, in one transaction."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from merkbar.ground.people.models import Leave, Person
from merkbar.ground.people.writes import change_leave, give_leave
from merkbar.ground.trail.write import write
from merkbar.web.leave.intake import Change, Intake, LeaveLine


@write
def take_in(
    *, by: Any, lines: Sequence[LeaveLine], people: "QuerySet[Person]", found: Intake, keep: bool = True
) -> Intake:
    """Write each line, as far as `people` reaches; with anything found wrong, or `keep` false, nothing is kept."""
    known = _Known(lines, people)
    seen: dict[tuple[int, Any], int] = {}
    for line in lines:
        try:
            with transaction.atomic():
                _take(line, known, found, seen, by)
        except ValidationError as wrong:
            for column, sentences in _told(wrong):
                for sentence in sentences:
                    found.wrong(line.number, column, sentence)
    if found.findings or not keep:
        transaction.set_rollback(True)
    return found


class _Known:
    """Whom the lines name, and the leaves these have, read once."""

    def __init__(self, lines: Sequence[LeaveLine], people: "QuerySet[Person]") -> None:
        numbers = {line.employee_no for line in lines if line.employee_no}
        logins = {line.login.lower() for line in lines if line.login}
        self.by_number = {one.employee_no: one for one in people.filter(employee_no__in=numbers)}
        named = people.annotate(small=Lower("login")).filter(small__in=logins)
        self.by_login = {(one.login or "").lower(): one for one in named}
        everybody = {one.pk for one in (*self.by_number.values(), *self.by_login.values())}
        leaves = Leave.objects.filter(person__in=everybody)
        self.leaves = {(leave.person_id, leave.valid_from): leave for leave in leaves}

    def person(self, line: LeaveLine) -> Person:
        """Find who a line is about; who is out of reach is as unknown as nobody."""
        if not (line.employee_no or line.login):
            raise ValidationError({"employee_no": _("mangler.")})
        column = "employee_no" if line.employee_no else "login"
        found = self.by_number.get(line.employee_no) if line.employee_no else self.by_login.get(line.login.lower())
        if found is None:
            said = line.employee_no or line.login
            raise ValidationError({column: _("du har ingen ansatt med «%(said)s».") % {"said": said}})
        if line.employee_no and line.login and (found.login or "").lower() != line.login.lower():
            raise ValidationError({"login": _("hører ikke til dette ansattnummeret.")})
        return found


def _take(line: LeaveLine, known: _Known, found: Intake, seen: dict[tuple[int, Any], int], by: Any) -> None:
    person = known.person(line)
    key = (person.pk, line.valid_from)
    if key in seen:
        raise ValidationError({"valid_from": _("står også i rad %(row)s.") % {"row": seen[key]}})
    seen[key] = line.number
    leave = known.leaves.get(key)
    if leave is None:
        give_leave(by=by, person=person, valid_from=line.valid_from, valid_to=line.valid_to)
    elif leave.valid_to == line.valid_to:
        found.same += 1
        return
    else:
        change_leave(by=by, leave=leave, valid_from=line.valid_from, valid_to=line.valid_to)
    found.changes.append(Change(line, person, corrects=leave is not None))


def _told(wrong: ValidationError) -> list[tuple[str, list[str]]]:
    return list(wrong.message_dict.items()) if hasattr(wrong, "error_dict") else [("", wrong.messages)]
