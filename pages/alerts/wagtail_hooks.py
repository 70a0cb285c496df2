from wagtail.snippets.models import register_snippet

from pages.alerts.viewsets import AlertViewSet

register_snippet(AlertViewSet)
