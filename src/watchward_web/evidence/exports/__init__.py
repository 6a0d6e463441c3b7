"""Released tables that leave the site: files, live feeds, and what connects a spreadsheet."""
