"""Facts of a document: one file a kind of fact, its rule tables beside it."""
