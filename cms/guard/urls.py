from django.urls import path

from cms.guard.views import challenge

urlpatterns = [path("guard/challenge/", challenge, name="guard_challenge")]
