"""A backup is a folder of plain files and a list of them; a restore compares with the list."""
