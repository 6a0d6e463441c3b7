"""Small real data sets that come with Watchward, each with its provenance beside it."""
