"""Signing in and out, second factors, passkeys, and how long a session lives."""
