"""The evidence's own tables."""
