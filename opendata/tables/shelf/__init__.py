"""The shelf: one physical table a collection, written only here, by SQL that runs over whole sets."""
