"""Addresses of deviations: /avvik/, /meld/ and /mine-meldinger/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from merkbar.check.deviations import (
    views_breach,
    views_bulk,
    views_case,
    views_mine,
    views_patterns,
    views_register,
    views_report,
    views_routing,
    views_statistics,
)


class Reference(StringConverter):
    """A reference as it may stand in an address; what no database takes is no address at all."""

    regex = "[^/\x00]{1,60}"


register_converter(Reference, "ref")
app_name = "deviations"
urlpatterns = [
    path("meld/", views_report.report_page, name="report"),
    path("meld/okt/", views_report.session_page, name="session"),
    path("meld/sjekk/", views_report.hint, name="hint"),
    path("meld/kvittering/<ref:ref>/", views_report.receipt, name="receipt"),
    path("meld/utkast/<ref:ref>/", views_report.draft_page, name="draft"),
    path("meld/flere/", views_bulk.report_many_page, name="report_many"),
    path("meld/anonymt/", views_mine.anonymous, name="anonymous"),
    path("meld/anonymt/kvittering/", views_mine.anonymous_receipt, name="anonymous_receipt"),
    path("meld/svar/", views_mine.by_receipt, name="by_receipt"),
    path("mine-meldinger/", views_mine.mine, name="mine"),
    path("mine-meldinger/<ref:ref>/", views_mine.own_case, name="own_case"),
    path("mine-meldinger/<ref:ref>/nyttig/", views_mine.rate_answer, name="rate"),
    path("avvik/", views_register.register_page, name="register"),
    path("avvik/eksport.<str:form>", views_register.register_export, name="register_export"),
    path("avvik/statistikk/", views_statistics.statistics_page, name="statistics"),
    path("avvik/statistikk/eksport.<str:form>", views_statistics.statistics_export, name="statistics_export"),
    path("avvik/monster/", views_patterns.patterns, name="patterns"),
    path("avvik/monster/<ref:ref>/", views_patterns.pattern, name="pattern"),
    path("avvik/<ref:ref>/", views_case.case, name="case"),
    path("avvik/<ref:ref>/vurder/", views_case.assess, name="assess"),
    path("avvik/<ref:ref>/svar/", views_case.answer, name="answer"),
    path("avvik/<ref:ref>/arsaker/", views_case.set_causes, name="set_causes"),
    path("avvik/<ref:ref>/ferdig/", views_case.finish, name="finish"),
    path("avvik/<ref:ref>/lukk/", views_case.close, name="close"),
    path("avvik/<ref:ref>/gjenapne/", views_case.reopen, name="reopen"),
    path("avvik/<ref:ref>/send/", views_case.send, name="send"),
    path("avvik/<ref:ref>/slaa-sammen/", views_routing.merge, name="merge"),
    path("avvik/<ref:ref>/prosedyre/", views_breach.breach, name="breach"),
    path("avvik/<ref:ref>/monster/", views_routing.tie_to_pattern, name="tie_to_pattern"),
    path("avvik/<ref:ref>/del/", views_routing.share, name="share"),
    path("avvik/<ref:ref>/spor/", views_routing.ask_other_end, name="ask_other_end"),
    path("avvik/<ref:ref>/spor/<int:end>/", views_routing.log_reply, name="log_reply"),
    path("avvik/<ref:ref>/ta-ut/", views_routing.redact, name="redact"),
    path("avvik/<ref:ref>/forseglet/<int:redaction>/", views_routing.open_sealed, name="open_sealed"),
]
