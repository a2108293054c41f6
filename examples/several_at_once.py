"""Ask several sessions at once: python examples/several_at_once.py "Review a.py." "Review b.py." """

import asyncio
import sys

from opencode_sessions import AsyncOpencode


async def ask(client: AsyncOpencode, prompt: str) -> str:
    """A session of its own for one prompt."""
    reply = await client.conversation(title=prompt).send(prompt)
    return f"{prompt}\n  {reply.text}"


async def main() -> None:
    """Send all prompts, and print the replies in their order."""
    async with await AsyncOpencode.launch() as client:
        for answer in await asyncio.gather(*(ask(client, prompt) for prompt in sys.argv[1:])):
            print(answer)


asyncio.run(main())
