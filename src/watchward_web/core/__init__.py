"""What every page stands on: who may ask, what is written down, how errors look."""
