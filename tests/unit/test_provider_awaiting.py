"""Asynchronous work is waited for with a loop running in this thread and without."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from watchward.provider.send.awaiting import settled


async def one() -> int:
    return 1


async def inside() -> int:
    return settled(one())


def test_a_loop_of_ones_own_is_no_hindrance():
    assert settled(one()) == 1
    # As inside a notebook, or beside a browser's tests: in a thread whose loop runs.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, inside()).result() == 1
