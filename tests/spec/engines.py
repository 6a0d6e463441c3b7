"""Which engines the spec tests run on: DuckDB, and others where a target has started them.

`make test` runs them on DuckDB, then on the PostgreSQL that it starts (DATABASE_URL); `make
test-spark` on a Spark cluster that it starts (SPARK_URL).
"""

import os

STARTED = [os.environ[name] for name in ("SPARK_URL", "DATABASE_URL") if os.environ.get(name)]
ENGINES = STARTED or ["duckdb"]
NAMES = [address.partition(":")[0] for address in ENGINES]
