"""The door for programs: one file an address. Its description is submissions/openapi.py."""
