"""The addresses of actions, under /tiltak/."""

from django.urls import path, re_path

from merkbar.act.actions import views, views_steps

app_name = "actions"
ONE = r"^(?P<reference>TI-\d{4}-\d{5,9})/"

urlpatterns = [
    path("", views.register, name="register"),
    path("tiltak.<slug:form>", views.take_away, name="take_away"),
    path("nytt/", views.new, name="new"),
    re_path(ONE + "$", views.show, name="show"),
    re_path(ONE + "gjort/$", views_steps.finish, name="finish"),
    re_path(ONE + "virket/$", views_steps.judge, name="judge"),
    re_path(ONE + "endre/$", views_steps.edit, name="edit"),
    re_path(ONE + "stopp/$", views_steps.stop, name="stop"),
    re_path(ONE + "gjenapne/$", views_steps.reopen, name="reopen"),
]
