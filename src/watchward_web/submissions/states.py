"""What becomes of an upload, in the order in which it happens."""

ARRIVING = "arriving"  # parts are still coming
WAITING = "waiting"  # whole; a job will check it
CHECKING = "checking"  # the job is at it
RECEIVED = "received"  # there is a receipt
HELD = "held"  # the same package had been received before
REFUSED = "refused"  # whole, with the reason
FAILED = "failed"  # our fault; nothing of it was taken in
CANCELLED = "cancelled"  # by the sender
EXPIRED = "expired"  # no part came for a day

OPEN = (ARRIVING, WAITING, CHECKING)
TAKEN = (RECEIVED, HELD)
STATES = (*OPEN, *TAKEN, REFUSED, FAILED, CANCELLED, EXPIRED)
