"""The room's pages in the admin."""
