from wagtail.snippets.models import register_snippet

from pages.offices.viewsets import ClosedDayViewSet, OfficeViewSet

register_snippet(OfficeViewSet)
register_snippet(ClosedDayViewSet)
