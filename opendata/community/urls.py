"""Forms about a dataset, below its page."""

from django.urls import path

from opendata.community import subscription_views, views

app_name = "opendata_community"
urlpatterns = [
    path("<slug:name>/ask/", views.ask, name="ask"),
    path("<slug:name>/ask/thanks/", views.asked, name="asked"),
    path("<slug:name>/uses/new/", views.use, name="use"),
    path("<slug:name>/uses/thanks/", views.use_sent, name="use_sent"),
    path("<slug:name>/follow/", subscription_views.follow, name="follow"),
    path("<slug:name>/follow/thanks/", subscription_views.followed, name="followed"),
    path("<slug:name>/follow/<str:secret>/", subscription_views.confirm, name="confirm"),
    path("<slug:name>/follow/<str:secret>/stop/", subscription_views.stop, name="stop"),
]
