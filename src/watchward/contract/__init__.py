"""The nouns that both sides of the boundary share: data sets, packages, findings, receipts, results."""
