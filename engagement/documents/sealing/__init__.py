"""The electronic seal: whose key, how a PDF and a day are sealed, how a seal is looked at.

The library behind it takes a second to load, and most processes of the portal seal nothing: `signing`, `checking` and
the providers are imported by those who use them, when they do.
"""
