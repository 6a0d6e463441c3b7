"""What changes something: an upload begins, grows, ends; a package is taken or refused."""

from watchward_web.submissions.services.accepting import accept, give_up
from watchward_web.submissions.services.again import again
from watchward_web.submissions.services.notes import note_findings, note_read, note_refused
from watchward_web.submissions.services.reminding import remind
from watchward_web.submissions.services.taking import look
from watchward_web.submissions.services.tidying import tidy
from watchward_web.submissions.services.uploading import append, begin, cancel, hand_in

__all__ = [
    "accept",
    "again",
    "append",
    "begin",
    "cancel",
    "give_up",
    "hand_in",
    "look",
    "note_findings",
    "note_read",
    "note_refused",
    "remind",
    "tidy",
]
