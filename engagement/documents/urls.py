from django.urls import path

from engagement.documents import views

app_name = "engagement_documents"
urlpatterns = [
    path("", views.verify, name="verify"),
    path("<str:code>/", views.verified, name="verified"),
]
