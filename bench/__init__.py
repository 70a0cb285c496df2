"""The benchmark: the portal beside its peers, on the same rows, in the same run. `make bench`."""
