"""The documentation as a static site, with a reference made of the source, and a search: `python -m tools.site`."""
