"""Watchward joins what the police and the hospital know about violence, safely."""

__version__ = "0.1.0"
