"""The description of the door for programs: openapi.json beside this file, with its own address."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("openapi.json")


@cache
def _told() -> str:
    return FILE.read_text("utf-8")


def described(server: str) -> dict[str, Any]:
    """OpenAPI 3.1; `server` is where the addresses in it begin."""
    return {**json.loads(_told()), "servers": [{"url": server}]}
