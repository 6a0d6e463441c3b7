"""Open data brought in from its publisher; beside provider/send.py, all that uses a network."""
