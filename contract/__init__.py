"""Tools for openapi.yaml, the contract: `python -m contract --help` lists the commands.

- `workspace`: the files of a checkout. `spec`: OpenAPI documents. `locations`: places in them, in words.
- `findings`: the results of checks. `baseline`: accepted findings. `versioning`: the version rule. `git`: the base.
- `checks`: a module for each check; `review` runs them all.
- `diff`: two contracts compared. `compare`: the contract compared with servers.
- `report`: a review on the terminal, as a page and as a comment.
- `generate`: the generated package. `redocly`: the linter, and our lint rules.
- `corpus`: the accuracy of the breaking change report. `record`: recorded traffic. `compatibility`: the page of
  versions.
"""
