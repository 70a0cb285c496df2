"""Asking whether a file carries something harmful: a contract, and those who answer."""
