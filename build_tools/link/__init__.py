"""What connects documents: citations, related clauses, conflicts, topics; pure functions over records."""
