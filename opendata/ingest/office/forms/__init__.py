"""Forms of the admin: a file, the review of what was found in it, an address to fetch from."""
