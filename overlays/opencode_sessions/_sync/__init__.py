# Derived from _async/__init__.py by `make derive`: edit that file instead.
"""Everything that waits for something, in one of two modes."""
