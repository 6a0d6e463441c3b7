"""What both comparisons call a place."""

from watchward.contract.result import Column

MORE, LESS, ALIKE = "more than its share", "less than its share", "its share"
WORDS = {1: MORE, -1: LESS, 0: ALIKE}
NAME = Column("name", "Area", "note")
