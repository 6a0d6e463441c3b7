"""Every backtest, in order. R46 stands for figures whose pictures our copy of the report lacks."""

from tests.backtests import rows_costs, rows_crime, rows_programmes, rows_survey

BACKTESTS = tuple(
    sorted(
        (*rows_crime.ROWS, *rows_costs.ROWS, *rows_survey.ROWS, *rows_programmes.ROWS),
        key=lambda row: row.id,
    )
)

MISSING = "R46"  # Figures 4, 8, 12 and 13
REQUIRED = frozenset({*(f"R{number:02d}" for number in range(1, 52)), "R05b"} - {MISSING})
