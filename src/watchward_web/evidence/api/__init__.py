"""Released answers for programs: REST described by OpenAPI 3.1, and OGC API Features for maps."""
