"""Rows at a glance: counts, spreads and first rows, for the catalogue and for figures on pages."""
