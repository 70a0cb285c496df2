from wagtail import hooks

from pages.navigation.viewsets import NavigationViewSet


@hooks.register("register_admin_viewset")
def register_navigation() -> NavigationViewSet:
    """Menus and footers, under Settings."""
    return NavigationViewSet()
