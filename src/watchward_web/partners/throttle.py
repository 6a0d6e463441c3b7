"""Wrong keys, counted: by address and key first, so that one forgotten spreadsheet does not shut
out its whole agency; by address over all keys after that. Each process of the site counts its own.
"""

import hashlib

from django.core.cache import cache

WINDOW = 15 * 60  # seconds
EACH_KEY, ALL_KEYS = 10, 100


def _names(address: str, ident: str) -> tuple[tuple[str, int], ...]:
    place = hashlib.sha256(address.encode()).hexdigest()[:24]
    key = hashlib.sha256(ident.encode()).hexdigest()[:24]
    return (f"key-{place}-{key}", EACH_KEY), (f"keys-{place}", ALL_KEYS)


def throttled(address: str, ident: str) -> bool:
    """Whether this address has shown too many wrong keys; such tries are not counted again."""
    return any(cache.get(name, 0) >= limit for name, limit in _names(address, ident))


def count_wrong(address: str, ident: str) -> None:
    """One more; the window begins with the first."""
    for name, _limit in _names(address, ident):
        if not cache.add(name, 1, WINDOW):
            try:
                cache.incr(name)
            except ValueError:
                cache.set(name, 1, WINDOW)
