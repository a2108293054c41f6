"""Tools that tests, checks of the contract and make share: servers of many versions, npm packages, the sync twin."""

from pathlib import Path

#: The root of the checkout.
ROOT = Path(__file__).resolve().parents[1]
