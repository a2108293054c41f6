"""Everything that waits: written here, and derived from here for `_sync`."""
