"""Real servers of many versions: prepare them, run the tests against them, record their traffic."""
