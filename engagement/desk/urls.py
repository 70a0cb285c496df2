from django.urls import path

from engagement.desk.public import my, trace

app_name = "engagement_desk"
urlpatterns = [
    path("trace/", trace.find, name="trace"),
    path("trace/<int:year>/<int:number>/", trace.show, name="traced"),
    path("trace/<int:year>/<int:number>/<slug:deed>/", trace.act, name="traced_deed"),
    path("my/", my.affairs, name="my"),
]
