"""Commands that load what is made up."""
