"""What leaves for other programs: whole, counted, and with nothing in it that one would run."""
