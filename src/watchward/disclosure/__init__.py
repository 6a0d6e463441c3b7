"""The only way out: exact answers go in, and what one audience may see comes out."""
