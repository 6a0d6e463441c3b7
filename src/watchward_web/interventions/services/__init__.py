"""What is written, each with its audit entry."""
