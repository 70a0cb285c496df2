"""Service pages, their directory, topics, and the tests of forms."""

from pages.services.models.directory import ServiceDirectoryPage
from pages.services.models.form_tests import FormTest
from pages.services.models.service import ServicePage
from pages.services.models.topics import Topic

__all__ = ["FormTest", "ServiceDirectoryPage", "ServicePage", "Topic"]
