"""Manners of every open API: problem details, formats, conditional requests, reading from other sites."""
