"""A campaign against batches: the program that runs one is killed, and so are its servers, again and again.

At the end the servers' own stores tell if any prompt was sent twice, or never.
"""
