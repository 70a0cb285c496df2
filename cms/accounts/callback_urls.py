"""Where providers send people back to: one address for all languages, registered once."""

from allauth.socialaccount.providers.openid_connect.views import callback
from django.urls import path

from cms.accounts.gsis import views as gsis
from cms.accounts.providers import survives_silence

urlpatterns = [
    path("gsis/callback/", survives_silence(gsis.callback), name="gsis_callback"),
    path("<slug:provider_id>/callback/", survives_silence(callback), name="openid_connect_callback"),
]
