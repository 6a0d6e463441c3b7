"""Which apps there are, what the environment sets, and which address leads where."""
