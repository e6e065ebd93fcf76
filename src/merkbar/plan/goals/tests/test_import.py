"""A plan is read from a document, gone through, decided and published; nothing is lost on the way."""

import datetime as dt
import io

import pytest

from merkbar.ground.people.models import Person, Post, Role
from merkbar.plan.goals import tree
from merkbar.plan.goals.models import Level, Node, Plan, ResultTarget
from merkbar.plan.goals.reading.tests import papers
from merkbar.plan.goals.reading.tests.test_reading import source, words

pytestmark = pytest.mark.django_db


def uploaded(name, data):
    file = io.BytesIO(data)
    file.name = name
    return file


@pytest.fixture
def desk(web, cast):
    return web.as_(cast.adviser)


@pytest.fixture
def plan(desk, solvik):
    return made(desk, solvik, papers.twelve_years)


def made(desk, solvik, maker, **more):
    file = uploaded("plan.docx", papers.word(list(maker())))
    body = {"file": file, "unit": solvik.root.pk, "template": "ringebu", **more}
    answer = desk.post("/planer/ny/fra-dokument/", body)
    assert answer.status_code == 302, answer.content.decode()
    return Plan.objects.select_related("record").latest("record__created_at")


def at(plan, rest=""):
    return f"/planer/{plan.record.reference}/fra-dokument/{rest}"


def keys(plan, level):
    return [f"n{node.pk}" for node in Node.objects.alive().filter(plan=plan, level=level)]


def test_the_whole_document_becomes_a_draft_with_every_word(plan):
    whole = tree.read(plan)
    assert [area.node.title for area in whole.areas] == list(papers.NAMES)
    assert len(whole.goals) == papers.GOALS
    assert [len(area.all_targets()) for area in whole.areas] == list(papers.TARGETS)
    assert [len(area.factors) for area in whole.areas] == list(papers.FACTORS)
    quotes = [node.quote for node in Node.objects.filter(plan=plan)]
    quotes += [target.quote for target in ResultTarget.objects.filter(plan=plan)]
    found = words(" ".join([plan.record.title, *quotes, *plan.unplaced]))
    assert not source(papers.twelve_years) - found
    assert (plan.first_year, plan.last_year, plan.state) == (2024, 2036, "draft")


def test_document_and_tree_stand_side_by_side(desk, plan):
    page = desk.get(at(plan)).content.decode()
    assert "Slik ser vi på trygg hverdag" in page
    assert "0 av " in page
    assert "Teksten sier ikke for hvilken periode" in page


def test_a_stranger_may_not_read_documents_in_nor_see_the_draft(web, cast, plan):
    nurse = web.as_(cast.nurse)
    assert nurse.get("/planer/ny/fra-dokument/").status_code == 404
    assert nurse.get(at(plan)).status_code == 404
    target = ResultTarget.objects.filter(plan=plan).first()
    assert nurse.get(f"/planer/mal/{target.record.reference}/avklar/").status_code == 404


def test_pasted_text_is_read_too_and_kept_when_refused(desk, solvik):
    text = papers.text(papers.four_parts())
    answer = desk.post("/planer/ny/fra-dokument/", {"pasted": text, "unit": solvik.root.pk, "template": "feil"})
    assert answer.status_code == 422
    assert "Her står litt om hvorfor nær deg er viktig" in answer.content.decode()
    answer = desk.post("/planer/ny/fra-dokument/", {"pasted": text, "unit": solvik.root.pk, "template": "moss"})
    assert answer.status_code == 302
    assert ResultTarget.objects.count() == 6


def test_a_bad_document_is_one_sentence_and_leaves_nothing_behind(desk, solvik):
    for name, data in (("p.pdf", papers.pdf_of([[(0, "")]])), ("p.docx", b"tull"), ("p.txt", b"")):
        body = {"file": uploaded(name, data), "unit": solvik.root.pk, "template": "free"}
        answer = desk.post("/planer/ny/fra-dokument/", body)
        assert answer.status_code == 422, name
    assert not Plan.objects.exists()


def test_a_plan_without_years_gets_the_next_four_and_says_so(desk, solvik):
    text = "Alt vi vil\n\nHavet\n\nOm havet er det mye å si.\n\nFjellet\n\nOm fjellet er det mer å si."
    desk.post("/planer/ny/fra-dokument/", {"pasted": text, "unit": solvik.root.pk, "template": "free"})
    plan = Plan.objects.get()
    assert plan.last_year - plan.first_year == 3
    assert "Fant ikke årene i planen" in desk.get(at(plan)).content.decode()


def test_places_are_accepted_and_the_work_is_there_when_one_comes_back(desk, plan):
    goals = keys(plan, Level.GOAL)
    desk.post(at(plan), {"valgt": goals[:2], "gjor": "godta"})
    assert "2 av " in desk.get(at(plan)).content.decode()
    desk.post(at(plan), {"valgt": goals[:1], "gjor": "angre"})
    assert "1 av " in desk.get(at(plan)).content.decode()
    (area, *_rest) = keys(plan, Level.FOCUS_AREA)
    desk.post(at(plan), {"gjor": f"alt:{area}"})
    plan.source.refresh_from_db()
    assert len(plan.source.settled) > 15


def test_points_become_targets_and_targets_points(desk, plan):
    factor = Node.objects.filter(plan=plan, level=Level.SUCCESS_FACTOR).first()
    before = ResultTarget.objects.alive().filter(plan=plan).count()
    desk.post(at(plan), {"valgt": [f"n{factor.pk}"], "gjor": "niva", "niva": "target"})
    assert ResultTarget.objects.alive().filter(plan=plan).count() == before + 1
    target = ResultTarget.objects.alive().filter(plan=plan, quote=factor.quote).get()
    desk.post(at(plan), {"valgt": [f"t{target.pk}"], "gjor": "niva", "niva": "success_factor"})
    assert ResultTarget.objects.alive().filter(plan=plan).count() == before
    assert Node.objects.alive().filter(plan=plan, quote=factor.quote, level=Level.SUCCESS_FACTOR).exists()


def test_several_points_become_one_and_no_word_is_lost(desk, plan):
    first, second = Node.objects.filter(plan=plan, level=Level.SUCCESS_FACTOR)[:2]
    desk.post(at(plan), {"valgt": [f"n{first.pk}", f"n{second.pk}"], "gjor": "sla-sammen"})
    first.refresh_from_db()
    assert first.title == f"{first.quote.split(chr(10))[0]} {second.title}"
    assert not Node.objects.alive().filter(pk=second.pk).exists()
    one, two = ResultTarget.objects.filter(plan=plan).order_by("pk")[:2]
    desk.post(at(plan), {"valgt": [f"t{one.pk}", f"t{two.pk}"], "gjor": "sla-sammen"})
    one.refresh_from_db()
    assert two.text in one.text
    assert two.quote in one.quote


def test_a_section_moves_with_what_is_under_it(desk, plan):
    sections = Node.objects.alive().filter(plan=plan, level=Level.SECTION, parent__isnull=True)
    area = Node.objects.get(plan=plan, title=papers.NAMES[2])
    moved = sections.first()
    desk.post(at(plan), {"valgt": [f"n{moved.pk}"], "gjor": "flytt", "under": area.pk})
    moved.refresh_from_db()
    assert moved.parent == area
    answer = desk.post(at(plan), {"valgt": [f"n{area.pk}"], "gjor": "flytt", "under": moved.pk})
    assert answer.status_code == 422
    assert "kan ikke ligge under seg selv" in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"gjor": "godta"}, "Kryss av for minst ett punkt"),
        ({"gjor": "godta", "valgt": ["n999999", "x", "n" + "9" * 30]}, ""),
        ({"gjor": "niva", "niva": "tull", "valgt": ["n1"]}, "Velg hva punktene skal være"),
        ({"gjor": "flytt", "under": "9" * 40, "valgt": ["n1"]}, "Stedet finnes ikke lenger"),
        ({"gjor": "tull", "valgt": ["n1"]}, "Velg hva som skal gjøres"),
        ({"gjor": "sla-sammen", "valgt": ["n999999"]}, "Kryss av for minst ett punkt"),
        ({"gjor": "alt:tull"}, "Kryss av for minst ett punkt"),
    ],
)
def test_a_step_that_cannot_be_taken_says_why_and_keeps_what_was_chosen(desk, plan, body, says):
    answer = desk.post(at(plan), body)
    assert answer.status_code == (422 if says else 302)
    assert says in answer.content.decode()


def test_what_stands_under_a_place_is_not_left_without_one(desk, plan):
    section = Node.objects.alive().filter(plan=plan, level=Level.FOCUS_AREA).first()
    answer = desk.post(at(plan), {"valgt": [f"n{section.pk}"], "gjor": "niva", "niva": "item"})
    assert answer.status_code == 422
    answer = desk.post(at(plan), {"valgt": [f"n{section.pk}"], "gjor": "niva", "niva": "target"})
    assert "har noe under seg" in answer.content.decode()


def test_a_point_is_split_where_the_reader_says_and_keeps_every_word(desk, plan):
    target = ResultTarget.objects.filter(plan=plan, text__startswith="Brukersamtaler").get()
    address = at(plan, f"del/t{target.pk}/")
    cut = target.text.replace(" med minimum", "\n\nmed minimum")
    assert desk.post(address, {"text": cut[:-4]}).status_code == 422
    assert desk.post(address, {"text": target.text}).status_code == 422
    assert desk.post(address, {"text": cut}).status_code == 302
    target.refresh_from_db()
    assert target.text == "Brukersamtaler innenfor to ulike tjenester"
    other = ResultTarget.objects.get(plan=plan, text__startswith="med minimum")
    assert (other.comparator, other.value, other.period) == (">=", 20, "year")
    factor = Node.objects.filter(plan=plan, level=Level.SUCCESS_FACTOR).first()
    desk.post(at(plan, f"del/n{factor.pk}/"), {"text": factor.title.replace(" ", "\n\n", 1)})
    siblings = list(Node.objects.alive().filter(parent=factor.parent, level=Level.SUCCESS_FACTOR))
    assert siblings[1].title in factor.title


def card(desk, target, **changed):
    address = f"/planer/mal/{target.record.reference}/avklar/"
    page = desk.get(address)
    assert page.status_code == 200
    body = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    body = {name: value for name, value in body.items() if value is not None and value is not False}
    return desk.post(address, {**body, **changed})


def test_each_target_is_decided_on_a_card_and_the_next_one_follows(desk, cast, plan):
    first, second = tree.read(plan).all_targets()[:2]
    post = cast.chief.posts.get()
    answer = card(desk, first, comparator=">=", questions="", source_kind="import", owner_post=post.pk, baseline="11,5")
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == f"/planer/mal/{second.record.reference}/avklar/"
    first.refresh_from_db()
    assert (first.comparator, first.questions, first.source_kind, first.owner_post) == (">=", [], "import", post)
    assert str(first.baseline) == "11.5000"
    plan.source.refresh_from_db()
    assert f"t{first.pk}" in plan.source.settled


def test_a_target_that_cannot_be_measured_stays_visible_and_a_proxy_is_proposed(desk, plan):
    target = ResultTarget.objects.filter(plan=plan, measurable="no").first()
    address = f"/planer/mal/{target.record.reference}/avklar/"
    assert "Bruk forslaget" in desk.get(address).content.decode()
    assert "Ikke målbar slik" in desk.get(at(plan, "mal/")).content.decode()
    form = desk.get(address + "?forslag=1").context["form"]
    assert (form["unit_text"].value(), form["proxy"].value()) == ("%", "Andel av enhetene som har dette på plass")
    facts = {"measurable": "proxy", "comparator": "=", "value": "100", "unit_text": "%"}
    nameless = card(desk, target, **facts)
    assert nameless.status_code == 422
    assert "Skriv hva dere måler i stedet" in nameless.content.decode()
    assert card(desk, target, **facts, proxy="Andel enheter i gang").status_code == 302
    target.refresh_from_db()
    assert (target.measurable, target.proxy, target.unit_text) == ("proxy", "Andel enheter i gang", "%")
    assert "Måles med et annet tall: Andel enheter i gang" in desk.get(at(plan, "mal/")).content.decode()


def test_a_card_saved_by_two_is_not_overwritten(desk, plan):
    target = tree.read(plan).all_targets()[0]
    assert card(desk, target, code="A1").status_code == 302
    answer = card(desk, target, code="A2", seen="1")
    assert answer.status_code == 422
    target.refresh_from_db()
    assert target.code == "A1"


def test_who_may_not_write_down_decisions_sees_what_is_left(desk, plan):
    page = desk.get(at(plan, "publiser/"))
    assert "Bare planleggere og øverste ledelse" in page.content.decode()
    assert desk.post(at(plan, "publiser/"), {"seen": 1}).status_code == 403


def test_the_decision_and_who_took_part_publish_the_plan(web, solvik, plan):
    planner = Person.objects.create(login="planlegger.prove", name="Test Planner")
    role = Role.objects.get(code="planlegger")
    Post.objects.create(person=planner, role=role, unit=solvik.root, valid_from=dt.date(2024, 1, 1))
    desk = web.as_(planner)
    page = desk.get(at(plan, "publiser/"))
    body = {"seen": page.context["form"]["seen"].value(), "case_number": "12/26", "adopted_on": "10.1.2024"}
    body |= {"adopted_by": "Kommunestyret", "kind": "orientation"}
    assert desk.post(at(plan, "publiser/"), body).status_code == 422
    body |= {"who": "Eldrerådet", "day": "5.1.2024"}
    answer = desk.post(at(plan, "publiser/"), body)
    assert answer.status_code == 302, answer.content.decode()
    plan.refresh_from_db()
    assert (plan.state, plan.case_number) == ("in_force", "12/26")
    assert plan.involvement.get().who == "Eldrerådet"
    assert desk.get(at(plan)).status_code == 403


def test_a_point_that_is_none_is_taken_out_and_can_be_put_back(desk, plan):
    node = Node.objects.alive().filter(plan=plan).first()
    target = ResultTarget.objects.alive().filter(plan=plan).first()
    desk.post(at(plan), {"valgt": [f"n{node.pk}", f"t{target.pk}"], "gjor": "ta-ut"})
    assert not Node.objects.alive().filter(pk=node.pk).exists()
    assert not ResultTarget.objects.alive().filter(pk=target.pk).exists()
    assert "Det som er tatt ut, kan hentes tilbake" in desk.get(at(plan)).content.decode()
    desk.post(f"/planer/punkt/{node.pk}/angre/")
    assert Node.objects.alive().filter(pk=node.pk).exists()


def test_one_who_corrects_a_point_comes_back_to_the_suggested_tree(desk, plan):
    node = Node.objects.alive().filter(plan=plan).first()
    address = f"/planer/punkt/{node.pk}/?fra=dokument"
    assert f'href="{at(plan)}#n{node.pk}"' in desk.get(address).content.decode()
    answer = desk.post(address, {"title": "Ny tittel", "seen": node.version})
    assert answer.url == f"{at(plan)}#n{node.pk}"
