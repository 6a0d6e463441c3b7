"""A declared-synthetic partnership with known truths, on ground where nobody lives."""
