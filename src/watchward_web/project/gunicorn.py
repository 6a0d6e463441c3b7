"""How gunicorn runs the site: one process with threads outside production, two in it or as told."""

import os
import shutil
from pathlib import Path
from typing import Any

_PORT = os.environ.get("PORT", "8000")
_PRODUCTION = os.environ.get("WATCHWARD_ENVIRONMENT") == "production"

wsgi_app = "watchward_web.project.wsgi:application"
bind = os.environ.get("WATCHWARD_WEB_BIND", f"127.0.0.1:{_PORT}")
workers = int(os.environ.get("WATCHWARD_WEB_WORKERS", "2" if _PRODUCTION else "1"))
worker_class = "gthread"
threads = 4
timeout = 120
graceful_timeout = 30
# The site writes its own lines, without addresses of people.
accesslog = None
loglevel = "info" if _PRODUCTION else "warning"
forwarded_allow_ips = os.environ.get("WATCHWARD_WEB_PROXY", "127.0.0.1")
control_socket_disable = True


if _PRODUCTION:
    # Each worker counts in files of its own; they are read together, and made anew at a start.
    _METRICS = Path(os.environ.get("WATCHWARD_WEB_DATA", "serve-data")).resolve() / "metrics"
    shutil.rmtree(_METRICS, ignore_errors=True)
    _METRICS.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_METRICS)


def child_exit(server: object, worker: Any) -> None:
    """A worker that ended counts no longer among those that live."""
    if _PRODUCTION:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def post_worker_init(worker: object) -> None:
    """Do jobs, ask ahead what the first pages will ask; say where the site is, once it answers."""
    from watchward.briefing.charts.aside import Aside
    from watchward.briefing.charts.paint import draw_with
    from watchward_web.core.jobs.thread import begin as begin_jobs
    from watchward_web.evidence.warm import begin

    draw_with(Aside())
    begin_jobs()
    begin()
    if not _PRODUCTION:
        print(f"\nOpen http://localhost:{_PORT}/  (Ctrl-C stops it)\n", flush=True)  # noqa: T201
