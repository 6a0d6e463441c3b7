"""Open data brought in from its publisher: the only part besides provider/send.py that uses a network."""
