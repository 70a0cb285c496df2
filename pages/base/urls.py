"""At the root of the host, without a language."""

from django.urls import path

from pages.base.views import share_picture

urlpatterns = [path("share/<int:number>/<slug:stamp>.png", share_picture, name="share_picture")]
