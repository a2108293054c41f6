"""Everything that waits for something, in one of two modes."""
