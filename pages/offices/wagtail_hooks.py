from wagtail.snippets.models import register_snippet

from pages.offices.viewsets import TownHallGroup

register_snippet(TownHallGroup)
