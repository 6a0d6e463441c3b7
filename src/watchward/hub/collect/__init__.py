"""Fetching packages from where providers leave them: one file a channel."""
