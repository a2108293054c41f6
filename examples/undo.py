"""Try something, look at it, and undo it: python examples/undo.py "Rename everything." """

import sys

from opencode_sessions import Opencode

with Opencode.launch() as client:
    conversation = client.conversation(title="An experiment")
    print(conversation.send(sys.argv[1]).text)
    for change in conversation.diff():
        print(f"  {change.file}: +{change.additions:.0f} -{change.deletions:.0f}")
    if input("Keep it? [y/N] ") != "y":
        conversation.undo()
        print("Undone.")
    usage = conversation.usage()
    print(f"{usage.tokens.input:.0f} tokens in, {usage.tokens.output:.0f} out, ${usage.cost:.4f}")
