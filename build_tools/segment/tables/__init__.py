"""Tables: from printed rows to a table that reads as it was printed."""

from build_tools.segment.tables.refine import refine

__all__ = ["refine"]
