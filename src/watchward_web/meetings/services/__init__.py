"""Writing of meetings, papers and decisions, each with its audit entry."""
