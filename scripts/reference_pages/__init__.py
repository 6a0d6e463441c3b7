"""One module a page of docs/reference that follows from the code; `text()` is the page's words."""
