"""A saved view as pages need it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SavedSeen:
    """`own` is whether the seat that asks saved it, and so may change it."""

    number: int
    name: str
    label: str  # of the page of evidence
    analysis: str
    query: str
    shared: bool
    own: bool
    owner: str
