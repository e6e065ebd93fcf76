"""Log-in and its kin, under allauth's own names."""

from django.urls import path, re_path

from merkbar.web.accounts import views

urlpatterns = [
    path("logg-inn/", views.log_in, name="account_login"),
    path("logg-ut/", views.log_out, name="account_logout"),
    path("bytt-passord/", views.change_password, name="account_change_password"),
    path("glemt-passord/", views.ask_for_link, name="account_reset_password"),
    path("glemt-passord/sendt/", views.link_sent, name="account_reset_password_done"),
    path("glemt-passord/ferdig/", views.link_used, name="account_reset_password_from_key_done"),
    re_path(
        r"^glemt-passord/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,200})/$",
        views.follow_link,
        name="account_reset_password_from_key",
    ),
    path("velg-pin/", views.choose_pin, name="account_pin"),
    path("las-opp/", views.unlock, name="account_unlock"),
]
