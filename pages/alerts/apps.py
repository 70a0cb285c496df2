from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """What everybody must know now, above every page, from its start to its end."""

    name = "pages.alerts"
    label = "pages_alerts"
    verbose_name = _("Alerts")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, APPROVERS, EDITORS, group_permissions
        from cms.municipalities.registry import turning_points
        from cms.theme.registry import frame_parts
        from pages.alerts.showing import next_turn, site_alerts

        frame_parts.add("site_alerts", site_alerts)
        turning_points.add("alerts", next_turn)
        keeping = [f"pages_alerts.{verb}_alert" for verb in ("view", "add", "change", "delete")]
        viewing = ["pages_alerts.view_alert"]
        group_permissions.add("pages.alerts", {EDITORS: viewing, APPROVERS: keeping, ADMINISTRATORS: keeping})
