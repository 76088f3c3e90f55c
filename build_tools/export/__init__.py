"""Published forms: tables (csv, jsonl, sqlite), Akoma Ntoso, feed."""
