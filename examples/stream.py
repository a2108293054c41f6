"""Watch an agent at work: python examples/stream.py "What does this project do?" """

import sys

from opencode_sessions import Opencode

with Opencode.launch() as client, client.conversation().stream(sys.argv[1]) as turn:
    for text in turn.text_deltas:
        print(text, end="", flush=True)
    reply = turn.result()
print(f"\n{reply.tokens.output} tokens, ${reply.cost:.4f}")
