from django.urls import re_path

from cms.media.views import public_file

urlpatterns = [re_path(r"^media/(?P<path>.+)$", public_file, name="public_file")]
