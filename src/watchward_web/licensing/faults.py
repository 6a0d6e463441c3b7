"""Why something was not done."""


class Gone(Exception):
    """What was named is not there, or not in this partnership."""


class NotTaken(Exception):
    """What was asked cannot be done; the message is for the person."""
