"""Filters in CQL2 (OGC 21-065r2), as text and as JSON: measured, parsed, and made into SQL with parameters.

The package `cql2` parses text into the standard's JSON tree; what becomes SQL is decided here alone.
"""
