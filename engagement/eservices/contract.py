"""What pages tell a service: its terms as plain data."""

from engagement.eservices.terms import Terms

__all__ = ["Terms"]
