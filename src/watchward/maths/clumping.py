"""The ratio of variance to mean of counts whose events make several records each."""


def clumping(records: int, *, together: int, apart: int, weeks: float) -> float:
    """1 where every event makes one record, more where events make several; never less than 1.

    `together` counts ordered pairs of records of one point and day; `apart` those of one point and
    weekday in different weeks, of which chance brings one in `weeks` - 1 together.
    """
    if not records or weeks <= 1:
        return 1.0
    return max(1.0, 1 + (together - apart / (weeks - 1)) / records)
