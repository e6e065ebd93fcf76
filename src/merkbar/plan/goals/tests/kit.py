"""What the tests of plans stand on: a draft with two focus areas and two targets, the same adopted, the same in force."""

import datetime as dt
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from merkbar.ground.clock import clock
from merkbar.plan.goals import writes
from merkbar.plan.goals.models import Level, Node, Plan, ResultTarget, UnitPlan, UnitPlanLine


def year():
    return clock.today().year


def draft(by, unit, *, title="Sammen om hverdagen", **facts):
    facts = {"first_year": year(), "last_year": year() + 11, "template": "free", **facts}
    facts = {"part_first_year": year(), "part_last_year": year() + 3, **facts}
    plan = writes.open_plan(by=by, title=title, unit=unit, **facts)
    area = writes.add_node(by=by, plan=plan, level=Level.FOCUS_AREA, title="Hva er viktig for deg?")
    writes.add_node(by=by, plan=plan, level=Level.FOCUS_AREA, title="Heltid")
    writes.add_node(by=by, plan=plan, parent=area, level=Level.SUCCESS_FACTOR, title="Vi spør hver gang")
    complaints(by, plan, area)
    return again(plan)


def complaints(by, plan, area, code="M16"):
    return writes.add_target(
        by=by,
        plan=plan,
        node=area,
        text="Klager som fører fram",
        quote="Under to klager i året skal føre fram",
        code=code,
        comparator="<",
        value=Decimal(2),
        unit_text="klager",
        period="year",
        direction="down",
    )


def adopted(by, unit, **facts):
    plan = draft(by, unit, **facts)
    return writes.adopt(by=by, plan=plan, case_number="042/23", adopted_on=clock.today(), adopted_by="Kommunestyret")


def running(by, unit, **facts):
    return again(writes.publish(by=by, plan=adopted(by, unit, **facts)))


def area_of(plan, place=0):
    return list(Node.objects.alive().filter(plan=plan, level=Level.FOCUS_AREA))[place]


def factor_of(plan):
    return Node.objects.select_related("plan__record__unit").get(plan=plan, level=Level.SUCCESS_FACTOR)


def target_of(plan):
    return ResultTarget.objects.select_related("record", "plan__record__unit", "node").get(plan=plan)


def unit_plan(by, plan, unit):
    return writes.start_unit_plan(by=by, plan=plan, unit=unit, year=year())


def line(by, own, responsible, *, area=None, what="Spørre alle nye brukere", days=30):
    return writes.add_line(
        by=by,
        unit_plan=own,
        focus_area=area or area_of(own.plan),
        what=what,
        responsible=responsible,
        deadline=clock.today() + dt.timedelta(days=days),
    )


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd0000000f49444154789c631068707870c1"
    "0000085702b134265d890000000049454e44ae426082"
)
"""Two pixels."""


def image(name="bilde.png", data=PNG):
    return SimpleUploadedFile(name, data)


def picture(by, plan, node=None, *, alt="To som planter løk", caption="Våren 2026", file=None):
    return writes.add_picture(by=by, plan=plan, node=node, file=file or image(), alt=alt, caption=caption)


def again(thing):
    known = {
        Plan: Plan.objects.select_related("record__unit"),
        Node: Node.objects.select_related("plan__record__unit"),
        ResultTarget: ResultTarget.objects.select_related("record", "plan__record__unit", "node"),
        UnitPlan: UnitPlan.objects.select_related("record", "plan__record", "unit"),
        UnitPlanLine: UnitPlanLine.objects.select_related("unit_plan__record", "unit_plan__plan", "action"),
    }
    return known[type(thing)].get(pk=thing.pk)
