"""Released answers as pages, tables and files, each for the audience of whoever asks."""
