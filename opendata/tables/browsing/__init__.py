"""The shelf for people: rows with filters and pages, revisions and what they changed."""
