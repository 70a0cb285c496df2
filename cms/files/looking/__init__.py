"""A look into each kind of file before it is kept."""
