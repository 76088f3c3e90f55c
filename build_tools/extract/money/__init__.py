"""Sums of money, ratios and what they are for: shared by amounts, rates and incentives."""
