from wagtail import hooks

from opendata.catalog.viewsets import DatasetViewSet


@hooks.register("register_admin_viewset")
def register_datasets() -> DatasetViewSet:
    """Datasets, in the main menu of the admin."""
    return DatasetViewSet()
