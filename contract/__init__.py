"""All that reads the contract besides users.

Commands, each `python -m contract.NAME` and a target of the Makefile:

- `generate`: the package of the contract.
- `lint`: whether the contract is valid, and keeps our rules.
- `breaking`: what a change of it breaks; `corpus`: how right that is.
- `drift`: whether it is what a real server says and sends.
- `review`: all of these about one change, shown by `views`.

Beside them, `surface` compares what Python users can import, `changes` two contracts, `servers` the contract with
servers; `release` knows intended breaks and the version rule, `known` the known differences from servers. `findings` is
what all of them say; `base`, `openapi`, `documents` and `places` are how they read commits and contracts.
"""
