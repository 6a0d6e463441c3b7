"""Work that outlives a request: written down with what asked for it, done once a process is free.

    @job("submissions.accept")          # in an app's jobs.py, found when Django starts
    def accept(*, upload: str) -> None: ...

    enqueue("submissions.accept", upload="…", key="accept-…")   # in the caller's transaction

A job may be run again from its beginning (a killed process, a database that went away), so it must
do no harm twice. Docs: docs/adr/0015, docs/how-to/run-the-website.md.
"""

from watchward_web.core.jobs.enqueue import enqueue, pending
from watchward_web.core.jobs.registry import job

__all__ = ["enqueue", "job", "pending"]
