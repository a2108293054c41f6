"""Each contestant does the same few things by its own natural means.

A module has those of these functions that it can do; where it cannot, `CANNOT` says why, by the function's name.

- `first_answer()`: import, make a client, get a session over a mock transport.
- `decode(data)`: the typed messages of a session, from the bytes of an answer.
- `client(address, transport)`, `async_client(address)`: a client, over a mock transport if one is given.
- `get(client)`, `prompt(client, parts)`: a function that makes one call.
- `subscribe(client)`: how many events a stream had; `turn(client)`: how many characters of text a turn had.
- `whole_turn(client, session_id)`: how many characters of text a turn had, from the prompt to its response.
- `turns(client, session_ids)`: how many characters of text turns at once had.
- `broadcast(client, listeners, session_ids)`: how many events so many listeners to everything got.
"""
