"""Product and peer, measured one after the other in the same run."""
