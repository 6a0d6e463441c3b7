"""Licensed premises: the screen by colour, and what the licensing team does about each."""
