"""Answers SQL about what is stored: the one layer that knows which database engine does it.

An engine is a module of this folder with a function `start(held) -> Engine`; what it needs of a
store, and what analyses may ask of it, is in api.py and does not differ between engines.
"""
