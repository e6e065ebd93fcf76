"""The nurse with a password, and how she logs in."""

import re

PASSWORD = "en kort setning om fjorden"


def with_password(person):
    """Give one of the cast a way in."""
    person.set_password(PASSWORD)
    person.save()
    return person


def enter(client, login, password=PASSWORD, **more):
    """Post the log-in form."""
    return client.post("/logg-inn/", {"login": login, "password": password, **more})


def words(page):
    """A page without its token and without what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())
    return re.sub(r'name="login"[^>]*', "", text)
