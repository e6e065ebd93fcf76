"""Files on records: /vedlegg/."""

from django.urls import path

from merkbar.ground.files import views

app_name = "files"
urlpatterns = [
    path("<int:pk>/", views.fetch, name="fetch"),
    path("til/<int:pk>/", views.add, name="add"),
]
