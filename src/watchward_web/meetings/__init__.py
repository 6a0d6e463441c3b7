"""Meetings, their papers as each recipient may see them, and what came of their decisions."""
