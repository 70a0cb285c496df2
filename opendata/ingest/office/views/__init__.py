"""Views of the admin: they ask a rule, call a verb, and show what came of it."""
