"""How a review is shown: as a page, as a comment, and on the terminal."""
