"""Generated from the contract, openapi.yaml: schema classes, requests and resources. Import `opencode_sessions`."""
