"""The reports of a review: on the terminal, as one HTML page, and as a comment in Markdown."""
