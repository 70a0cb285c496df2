"""What can go wrong with accounts."""


class NotADemo(Exception):
    """The demo's accounts, whose password everybody knows, were asked for on a real portal."""
