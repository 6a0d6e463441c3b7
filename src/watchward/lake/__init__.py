"""The store on disk: Delta tables whose commits are the truth, and a ledger that follows."""
