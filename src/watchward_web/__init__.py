"""The website: accounts, partnerships, pages. Nothing of the library knows that it exists."""
