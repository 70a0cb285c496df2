"""The description for programs (OpenAPI 3.0), made from the collections as they are now, all of it inline."""
