"""The demo's own pages."""

from django.urls import path

from yorisoi.config.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/mail/", views.mailbox, name="mailbox"),
    path("demo/mail/<str:name>/", views.mail, name="mail"),
]
