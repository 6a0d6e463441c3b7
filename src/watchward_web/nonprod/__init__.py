"""Personas and made-up data, which production refuses to load."""
