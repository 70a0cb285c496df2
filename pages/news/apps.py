from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """News: the list, the articles, their feeds."""

    name = "pages.news"
    label = "pages_news"
    verbose_name = _("News")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, APPROVERS, EDITORS, group_permissions
        from cms.municipalities.registry import provisioners
        from pages.base.registry import FeedsOfPages, site_feeds
        from pages.news.actions import provision_news
        from pages.news.models import NewsIndexPage
        from pages.news.presenting import feed_links

        provisioners.add("pages.news", provision_news)
        site_feeds.add("news", FeedsOfPages(NewsIndexPage, feed_links))
        viewing = ["pages_news.view_newstopic"]
        keeping = [f"pages_news.{verb}_newstopic" for verb in ("view", "add", "change", "delete")]
        group_permissions.add("pages.news", {EDITORS: viewing, APPROVERS: keeping, ADMINISTRATORS: keeping})
