"""Follow an agent's work: python examples/stream.py "What does this project do?" """

import sys

from opencode_sessions import Opencode

with Opencode.launch() as client, client.conversation().stream(sys.argv[1]) as turn:
    for text in turn.text_deltas:
        print(text, end="", flush=True)
    turn.result()
print(f"\n{turn.tokens.output} tokens, ${turn.cost:.4f}")
