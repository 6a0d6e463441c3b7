"""Reading of meetings, briefings and decisions; everything starts from the seat."""
