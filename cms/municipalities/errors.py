"""What can go wrong when a municipality is made or changed."""


class MunicipalityExists(Exception):
    """The host name or the schema is taken."""
