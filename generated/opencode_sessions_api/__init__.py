# Generated from openapi.yaml; do not edit.
"""The schemas, requests and resources of the contract, openapi.yaml. Import `opencode_sessions`, which is built on it."""
