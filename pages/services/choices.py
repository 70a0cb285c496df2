"""Words of services, as the European service vocabularies have them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who a service is for."""

    RESIDENT = "resident", _("Residents")
    BUSINESS = "business", _("Businesses")
    NGO = "ngo", _("Associations and NGOs")


class LifeEvent(TextChoices):
    """What happens in a life or to a business that makes people need a service (SDG Regulation, CPSV-AP)."""

    BIRTH = "birth", _("A child is born")
    FAMILY = "family", _("Marriage and partnership")
    MOVING = "moving", _("Moving house")
    HOME = "home", _("Home and building")
    SCHOOL = "school", _("School and care")
    WORK = "work", _("Work and pension")
    HEALTH = "health", _("Health and disability")
    DEATH = "death", _("A death in the family")
    STARTING_BUSINESS = "starting-business", _("Starting a business")
    RUNNING_BUSINESS = "running-business", _("Running a business")


class DeadlineUnit(TextChoices):
    """How a promised time is counted."""

    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    MONTHS = "months", _("months")
