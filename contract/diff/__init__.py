"""The changes between two contracts: `report` makes findings of them.

The contracts are normalized and aligned, then `documents` and `schemas` compare them, by what `keywords` says that each
keyword means.
"""
