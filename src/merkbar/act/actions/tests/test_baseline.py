from merkbar.act.actions.baseline import load_action_types
from merkbar.act.actions.models import ActionType


def test_loading_again_adds_nothing_and_overwrites_no_changed_text(solvik):
    number = ActionType.objects.count()
    ActionType.objects.filter(pk="AT12").update(name="Kurs", active=False)
    load_action_types()
    assert ActionType.objects.count() == number == 16
    assert ActionType.objects.get(pk="AT12").name == "Kurs"


def test_what_was_taken_away_by_mistake_comes_back(solvik):
    ActionType.objects.filter(pk="AT01").delete()
    load_action_types()
    assert ActionType.objects.get(pk="AT01").strength == "strong"


def test_only_one_kind_may_not_stand_alone(solvik):
    assert [kind.name for kind in ActionType.objects.filter(blocked_alone=True)] == ["Skjerpe seg"]
