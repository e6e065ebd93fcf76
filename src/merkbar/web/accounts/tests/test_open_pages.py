"""What somebody without a log-in can read."""


def test_anybody_can_read_what_is_tested_and_where_to_complain(web, db):
    assert 'href="/tilgjengelighet/"' in web.get("/logg-inn/").content.decode()
    page = web.get("/tilgjengelighet/").content.decode()
    for words in ("WCAG 2.1", "Skjermlesere", "Firefox og Safari", "Diskrimineringsnemnda"):
        assert words in page


def test_the_menu_leads_there(web, cast):
    assert 'href="/tilgjengelighet/"' in web.as_(cast.nurse).get("/varsler/").content.decode()
