"""Who may administer what: lists for the whole municipality, units and people within the subtree of one's posts."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.access.doors import says
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import POLICY, Right
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person, Post, PostQuerySet
from merkbar.ground.units.models import Unit, UnitQuerySet

RIGHTS = (Right.EDIT_TAXONOMY, Right.EDIT_UNITS, Right.EDIT_PEOPLE)
SHIELDED = frozenset({Right.READ_RESTRICTED, Right.SEALED, Right.HANDLE})
"""Rights to read what is shielded or to answer for a case: nobody may come by them with a password they made."""


def may_administer(standing: Standing) -> bool:
    """Whether there is anything here for this person."""
    return any(standing.may(right) for right in RIGHTS)


def may_edit_lists(standing: Standing, _entry: object = None) -> bool:
    """Ask for the right anywhere: lists are one for the whole municipality."""
    return standing.may(Right.EDIT_TAXONOMY)


def may_edit_unit(standing: Standing, unit: Unit) -> bool:
    """Units in the subtree where the right is held."""
    return standing.covers(Right.EDIT_UNITS, unit.path)


@says(_("Enheten er avsluttet. Den kan leses, men ikke endres."))
def may_change_unit(standing: Standing, unit: Unit) -> bool:
    """Keep a closed unit as it was."""
    return may_edit_unit(standing, unit) and unit.valid_to is None


@says(_("Øverste enhet kan ikke flyttes eller slås sammen, og en avsluttet enhet kan ikke endres."))
def may_shift_unit(standing: Standing, unit: Unit) -> bool:
    """Keep the root where it is."""
    return may_change_unit(standing, unit) and unit.parent_id is not None


def may_name_level(standing: Standing, _level: object) -> bool:
    """Level names and titles are the same for the whole municipality, so only the root's administrator changes them."""
    return standing.covers(Right.EDIT_UNITS, root_path())


@says(_("Titlene gjelder hele kommunen. Be en administrator for hele kommunen om å endre dem."))
def may_retitle(standing: Standing, _role: object) -> bool:
    """Titles are one for the whole municipality."""
    return standing.covers(Right.EDIT_PEOPLE, root_path())


def may_see_person(standing: Standing, _person: Person) -> bool:
    """Show whom `people_within` finds."""
    return standing.may(Right.EDIT_PEOPLE)


@says(_("Personen har en rolle utenfor ditt område. Be en administrator for hele kommunen om å endre kontoen."))
def may_change_account(standing: Standing, person: Person) -> bool:
    """Ask that every post lies within one's own reach: an account opens all of them."""
    paths = [post.unit.path for post in person.posts.select_related("unit")]
    paths += [person.home_unit.path] if person.home_unit else []
    return all(standing.covers(Right.EDIT_PEOPLE, path) for path in paths) and standing.may(Right.EDIT_PEOPLE)


@says(_("Dette kan du ikke gjøre med din egen konto. Be en annen administrator."))
def may_act_on_other(standing: Standing, person: Person) -> bool:
    """Nobody gives themselves a role, a password or a locked door."""
    return standing.person.pk != person.pk and may_see_person(standing, person)


@says(_("Dette kan du ikke gjøre med kontoen: den er din egen, eller personen har en rolle utenfor ditt område."))
def may_lock_account(standing: Standing, person: Person) -> bool:
    """Close, open or give a new password to somebody else's account."""
    return may_act_on_other(standing, person) and may_change_account(standing, person)


@says(
    _(
        "Du kan ikke lage passord til denne kontoen: den er din egen, ligger utenfor ditt område, eller har en rolle "
        "som åpner skjermede saker. Personen kan velge nytt passord selv fra «Glemt passordet?»."
    )
)
def may_give_password(standing: Standing, person: Person) -> bool:
    """Make a password for somebody whose account opens nothing shielded, now or later."""
    return may_lock_account(standing, person) and not posts_that_open(person).exists()


@says(_("Rollen ligger utenfor ditt område, den er avsluttet, eller den er din egen. Be en annen administrator."))
def may_change_post(standing: Standing, post: Post) -> bool:
    """Allow posts at units within reach, but not one's own."""
    return standing.covers(Right.EDIT_PEOPLE, post.unit.path) and post.person_id != standing.person.pk


def opens_shielded(role: str) -> bool:
    """Whether a role gives a right to what is shielded."""
    return any(grant.right in SHIELDED for grant in POLICY.get(role, ()))


def posts_that_open(person: Person) -> PostQuerySet:
    """Posts of a person, held or to come, that open what is shielded."""
    ahead = Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today())
    roles = [code for code in POLICY if opens_shielded(code)]
    found: PostQuerySet = Post.objects.filter(ahead, person=person, role__in=roles).select_related("unit__parent")
    return found


def units_editable(standing: Standing) -> UnitQuerySet:
    """Units one may administer, closed ones too."""
    return _under(standing, Right.EDIT_UNITS)


def units_to_staff(standing: Standing) -> UnitQuerySet:
    """Units where one may give roles."""
    return _under(standing, Right.EDIT_PEOPLE).filter(valid_to__isnull=True)


def _under(standing: Standing, right: Right) -> UnitQuerySet:
    units: UnitQuerySet = Unit.objects.under(*standing.reach(right).paths)
    return units


def people_within(standing: Standing) -> "QuerySet[Person]":
    """Persons one may administer: at home or with a post within reach; from the root, everyone."""
    paths = standing.reach(Right.EDIT_PEOPLE).paths
    if not paths:
        return Person.objects.none()
    if standing.covers(Right.EDIT_PEOPLE, root_path()):
        return Person.objects.all()
    wanted = Q()
    for path in paths:
        wanted |= Q(home_unit__path__startswith=path)
        wanted |= Q(Exists(Post.objects.filter(person=OuterRef("pk"), unit__path__startswith=path)))
    return Person.objects.filter(wanted)


def root_path() -> str:
    """Give the path of the whole municipality."""
    return Unit.objects.filter(parent__isnull=True).values_list("path", flat=True).first() or ""
