"""How gunicorn runs the site: one process with threads outside production, two in it."""

import os

_PORT = os.environ.get("PORT", "8000")
_PRODUCTION = os.environ.get("WATCHWARD_ENVIRONMENT") == "production"

wsgi_app = "watchward_web.project.wsgi:application"
bind = os.environ.get("WATCHWARD_WEB_BIND", f"127.0.0.1:{_PORT}")
workers = 2 if _PRODUCTION else 1
worker_class = "gthread"
threads = 4
timeout = 120
graceful_timeout = 30
# The site writes its own lines, without addresses of people.
accesslog = None
loglevel = "info" if _PRODUCTION else "warning"
forwarded_allow_ips = os.environ.get("WATCHWARD_WEB_PROXY", "127.0.0.1")
control_socket_disable = True


def post_worker_init(worker: object) -> None:
    """Ask ahead what the first pages will ask; say where the site is, once it can answer."""
    from watchward_web.evidence.warm import begin

    begin()
    if not _PRODUCTION:
        print(f"\nOpen http://localhost:{_PORT}/  (Ctrl-C stops it)\n", flush=True)  # noqa: T201
