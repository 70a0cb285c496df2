"""The database backend: PostGIS with a schema for each municipality."""
