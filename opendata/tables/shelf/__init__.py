"""The shelf: one physical table a collection, written only here, by SQL that PostgreSQL runs over whole
sets.
"""
