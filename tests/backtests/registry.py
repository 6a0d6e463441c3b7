"""Every backtest, in order. R46 stands for figures whose pictures our copy of the report lacks."""

from tests.backtests import rows_costs, rows_crime, rows_programmes, rows_survey

BACKTESTS = tuple(
    sorted(
        (*rows_crime.ROWS, *rows_costs.ROWS, *rows_survey.ROWS, *rows_programmes.ROWS),
        key=lambda row: row.id,
    )
)

_REQUIRED_RANGES = ((1, 9), (12, 15), (18, 21), (23, 27), (32, 36), (40, 43))
REQUIRED = frozenset(
    f"R{number:02d}" for first, last in _REQUIRED_RANGES for number in range(first, last + 1)
)
