"""The nouns both sides of the boundary share: data sets, packages, findings, receipts, results."""
