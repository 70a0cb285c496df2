from wagtail.snippets.models import register_snippet

from cms.media.viewsets import VideoViewSet

register_snippet(VideoViewSet)
