"""What a municipality tells the rooms above."""

from django.dispatch import Signal

# Sent in the transaction of the change, inside the municipality's schema.
# Arguments: municipality, by (a user, or None for the portal on its own), changes ({field: [before, after]}).
settings_changed = Signal()
