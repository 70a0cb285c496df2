"""Fetching files of others: only from hosts that the installation allows, and never from inside its network."""
