"""Commands about partnerships."""
