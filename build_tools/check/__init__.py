"""Proofs: nothing lost, every reference and address right."""
