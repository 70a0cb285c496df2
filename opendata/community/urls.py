"""Forms about a dataset, below its page."""

from django.urls import path

from opendata.community import views

app_name = "opendata_community"
urlpatterns = [
    path("<slug:name>/ask/", views.ask, name="ask"),
    path("<slug:name>/ask/thanks/", views.asked, name="asked"),
    path("<slug:name>/uses/new/", views.use, name="use"),
    path("<slug:name>/uses/thanks/", views.use_sent, name="use_sent"),
]
