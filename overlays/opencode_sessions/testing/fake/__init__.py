"""An opencode server in memory: its state without I/O, and what connects clients to it."""
