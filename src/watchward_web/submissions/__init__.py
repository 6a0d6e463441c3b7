"""Packages in, receipts out: what each provider has sent, what came of it, and what is missing."""
