"""The seal of an audit entry: a keyed hash over all it says and the seal before it."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

FIELDS = ("number", "at", "actor", "partnership", "action", "subject", "detail", "before")


def seal_of(entry: Mapping[str, Any], key: str) -> str:
    """HMAC-SHA-256 over the fields in a fixed order; without the key no entry can be made up."""
    said = json.dumps([entry[name] for name in FIELDS], sort_keys=True, ensure_ascii=False)
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
