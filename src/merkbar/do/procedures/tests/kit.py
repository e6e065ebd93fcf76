"""What the tests of procedures begin with."""

import datetime as dt

from merkbar.do.procedures import writes
from merkbar.do.procedures.models import Version
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post, Role

TEXT = (
    "<h2>Formål</h2><p>Brukeren skal få riktig medisin.</p>"
    "<h2>Slik gjør du</h2><ol><li>Be en kollega kontrollere.</li><li>Begge signerer.</li></ol>"
)
NEWER = TEXT.replace("Begge signerer.", "Begge signerer på lista.")


def procedure(
    cast, unit, *, number="P-MH-031", reviser=None, title="Dobbeltkontroll ved endring av multidose", **facts
):
    """A procedure in force since a year ago, revised by the coordinator unless another is named."""
    return writes.import_procedure(
        by=cast.adviser,
        number=number,
        title=title,
        unit=unit,
        html=TEXT,
        in_force_from=facts.pop("in_force_from", clock.today() - dt.timedelta(days=300)),
        reviser=reviser or cast.coordinator,
        **facts,
    )


def draft(cast, version, *, by=None, body=NEWER, news="Begge signerer nå på lista.", **facts):
    """The next version as its writer left it."""
    who = by or cast.coordinator
    made = writes.start(by=who, document=version.document)
    return writes.edit(by=who, version=made, body=body, news=news, **facts)


def submitted(cast, version, **facts):
    """The next version, sent for approval."""
    return writes.submit(by=cast.coordinator, version=draft(cast, version, **facts))


def approved(cast, version, *, by=None, planned_from=None, **facts):
    """The next version, approved by the area's leader unless another is named."""
    made = submitted(cast, version, **facts)
    return writes.approve(by=by or cast.director, version=made, planned_from=planned_from)


def again(version):
    """The version as the database has it."""
    return Version.objects.select_related("document__record__unit", "document__reviser").get(pk=version.pk)


def employee(unit, name, *, role="ansatt", since=dt.date(2024, 1, 1), **facts):
    """Somebody with a post."""
    person = Person.objects.create(login=name, name=f"Test {name.title()}", home_unit=unit)
    Post.objects.create(person=person, role=Role.objects.get(code=role), unit=unit, valid_from=since, **facts)
    return person
