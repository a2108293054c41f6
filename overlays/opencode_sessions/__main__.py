"""`python -m opencode_sessions`: the command line."""

from opencode_sessions.cli import main

if __name__ == "__main__":
    main()
