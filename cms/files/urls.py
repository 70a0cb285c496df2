from django.urls import path

from cms.files.views import private_file

urlpatterns = [path("files/<uuid:number>/", private_file, name="private_file")]
