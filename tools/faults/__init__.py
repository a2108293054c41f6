"""A fault campaign: turns of the SDK against servers with injected faults, drawn from a seed.

    python -m tools.faults --seed 1 --turns 500

`campaign` runs the cases that `plans` draws: `turns` consumes each in one of the ways that users do, `verdicts`
compares it with what the server sent, and `ledger` counts. The `backend`, in a process of its own, is a `fake` server
or the real one behind a `proxy`, which injects faults as their plan (`kinds`) says.
"""
