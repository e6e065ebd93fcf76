"""Who may do what with tokens: each their own, and those who administer tokens see and stop everybody's."""

from django.db.models import QuerySet

from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.web.api.models import Token


def tokens_visible_to(standing: Standing) -> QuerySet[Token]:
    """Tokens this person may see and revoke."""
    tokens = Token.objects.select_related("person")
    return tokens if standing.may(Right.MAKE_TOKENS) else tokens.filter(person=standing.person)


def token_of(standing: Standing, *, pk: int) -> Token | None:
    """One token, if this person may see it."""
    return tokens_visible_to(standing).filter(pk=pk).first()


def may_revoke_token(standing: Standing, token: Token) -> bool:
    """Whoever sees a token may stop it."""
    return token.person_id == standing.person.pk or standing.may(Right.MAKE_TOKENS)
