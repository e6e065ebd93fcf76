"""Who may do what with tokens: each their own, and those who administer tokens also those of their units."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Post
from merkbar.web.api.models import Token


def tokens_visible_to(standing: Standing) -> QuerySet[Token]:
    """Tokens this person may see and revoke: their own, and those of people at home or in a seat within reach."""
    wanted = Q(person=standing.person)
    if paths := standing.reach(Right.MAKE_TOKENS).paths:
        within = units_within(paths)
        seats = Post.objects.on(standing.day).filter(person=OuterRef("person"), unit__in=within)
        wanted |= Q(person__home_unit__in=within) | Q(Exists(seats))
    return Token.objects.select_related("person").filter(wanted)


def token_of(standing: Standing, *, pk: int) -> Token | None:
    """One token, if this person may see it."""
    return tokens_visible_to(standing).filter(pk=pk).first()


def may_revoke_token(standing: Standing, token: Token) -> bool:
    """Whoever sees a token may stop it."""
    return tokens_visible_to(standing).filter(pk=token.pk).exists()
