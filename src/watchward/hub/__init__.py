"""The hub's side of the boundary: nothing that arrives is believed before it has been checked."""
