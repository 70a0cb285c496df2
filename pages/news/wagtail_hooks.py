from wagtail.snippets.models import register_snippet

from pages.news.viewsets import TopicViewSet

register_snippet(TopicViewSet)
