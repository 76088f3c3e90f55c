"""Quantified goals in sentences and in tables of indicators; `extract/targets.py` is the door."""
