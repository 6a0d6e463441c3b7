"""The provider's side of the boundary: the only code that ever sees identifiable records.

read → depersonalise → assess → seal → send; `flow.py` strings them together.
"""
