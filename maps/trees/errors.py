"""What can stop a change of the register. The text of each is a sentence for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class TreeError(Exception):
    """A change that the register refuses."""

    sentence = _("The register of trees refuses this change.")

    def __str__(self) -> str:
        return str(self.args[0] if self.args else self.sentence)


class SiteTaken(TreeError):
    """A tree stands there already."""

    sentence = _("A tree stands in this planting site already.")


class TreeFelled(TreeError):
    """The tree no longer stands."""

    sentence = _("This tree no longer stands; its record is closed.")


class TreeStands(TreeError):
    """The tree still stands."""

    sentence = _("This tree still stands.")


class RemovedBeforePlanted(TreeError):
    """The dates contradict each other."""

    sentence = _("A tree cannot be felled before it was planted.")


class DayInFuture(TreeError):
    """A deed is recorded after it happened."""

    sentence = _("This day has not come yet.")


class PlantedBeforeFelling(TreeError):
    """The new tree would overlap with the one before it."""

    sentence = _("The tree before it was felled later than that.")


class OutsideTheWorld(TreeError):
    """No such place."""

    sentence = _("This is no possible position: check the two numbers.")


class SpeciesKnown(TreeError):
    """The species is in the register already."""

    sentence = _("This species is in the register already.")


class SpeciesInUse(TreeError):
    """Trees are of this species."""

    sentence = _("There are trees of this species, so it stays.")


class UnreadableFile(TreeError):
    """The file cannot be imported at all; its text says why."""

    sentence = _("This file cannot be read as a table.")
