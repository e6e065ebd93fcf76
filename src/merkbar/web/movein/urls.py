"""Move in: /prosedyrer/flytt-inn/."""

from django.urls import path

from merkbar.web.movein import views

app_name = "movein"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/rapport.<str:format>", views.download, name="download"),
]
