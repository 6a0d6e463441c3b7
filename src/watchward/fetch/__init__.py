"""Open data brought in from its publisher; beside provider/send/, all that uses a network."""
