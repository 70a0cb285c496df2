"""What accounts tell the rooms above."""

from django.dispatch import Signal

# Sent in the transaction of the change. Arguments: person, by, verb (a word), changes ({field: value}).
person_changed = Signal()
# The same for a department. Arguments: department, by, verb, changes.
department_changed = Signal()
