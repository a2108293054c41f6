# Derived from _async/__init__.py by `make derive`: edit that file instead.
"""Everything that waits: written here, and derived from here for `_sync`."""
