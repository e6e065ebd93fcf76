"""Every table knows its personal data, and every change of a row leaves a line that nobody can change."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from merkbar.ground.people.models import Person

WITHOUT_HISTORY = {
    "accounts.Try": "guesses against log-in; gone within a day",
    "deviations.Fact": "sums of the cases, made by the database from them; they can be made again",
    "indicators.KeptVerdict": "what the figures say of a series; it can be made again",
    "notices.DigestRun": "says that a day's mail has gone; a row is never changed",
}
"""Tables of ours that keep no events, and why."""
NOT_PERSONAL = {
    "units.Unit.duties": "what a unit is for; read by everybody",
    "clock.ClockStart": "no text",
}


def ours():
    found = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("merkbar.") and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    ]
    assert len(found) > 20
    return found


def personal(model):
    """Fields that point at a person, or where anybody may write anything."""
    for field in model._meta.concrete_fields:
        points = field.is_relation and field.related_model is Person
        free = isinstance(field, models.TextField | models.BinaryField | models.EmailField) and not field.choices
        if (points or free) and f"{model._meta.label}.{field.name}" not in NOT_PERSONAL:
            yield field.name


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_model_names_its_personal_data(model):
    declared = getattr(model, "personal_data", ())
    assert set(personal(model)) <= set(declared), "declare personal_data"
    names = {field.name for field in model._meta.get_fields()}
    assert set(declared) <= names, "a declared field is not there"


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_a_table_has_a_history_that_is_only_added_to(model):
    if model._meta.label in WITHOUT_HISTORY:
        assert not hasattr(model, "pgh_event_model")
        return
    events = model.pgh_event_model
    operations = {
        operation
        for trigger in model._meta.triggers
        for operation in ("INSERT", "UPDATE", "DELETE")
        if operation in str(trigger.operation).upper()
    }
    assert operations == {"INSERT", "UPDATE", "DELETE"}
    guarded = {str(trigger.operation) for trigger in events._meta.triggers if isinstance(trigger, pgtrigger.Protect)}
    assert any("UPDATE" in str(one).upper() and "DELETE" in str(one).upper() for one in guarded)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [m for m in ours() if m._meta.label not in WITHOUT_HISTORY], ids=lambda model: model._meta.label
)
def test_the_database_holds_the_triggers_and_refuses_to_change_history(model):
    table, history = model._meta.db_table, model.pgh_event_model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, bit_or(t.tgtype) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND c.relname = ANY(%s) GROUP BY 1",
            [[table, history]],
        )
        found = dict(cursor.fetchall())
    insert, delete, update = 4, 8, 16
    assert found[table] & (insert | delete | update) == insert | delete | update
    assert found[history] & (delete | update) == delete | update


@pytest.mark.django_db
def test_each_insert_update_and_delete_makes_an_event_and_events_stay(cast):
    person = Person.objects.create(login="ny", name="Test Ny")
    Person.objects.filter(pk=person.pk).update(name="Test Nyere")
    Person.objects.filter(pk=person.pk).delete()
    events = Person.pgh_event_model.objects.filter(pgh_obj_id=person.pk)
    assert sorted(events.values_list("pgh_label", flat=True)) == ["delete", "insert", "update"]
    for change in (lambda: events.update(name="en annen"), events.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
