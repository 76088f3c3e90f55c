"""Text to documents: headers, clause tree, tables."""
