"""Partnerships, their agencies, and the people who hold a role in them."""
