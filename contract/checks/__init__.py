"""The checks of a review, a module each; each returns its result in a sentence and its findings."""
