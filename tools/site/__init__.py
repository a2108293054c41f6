"""Builds the documentation site together with mkdocs.yml."""
