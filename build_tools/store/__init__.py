"""Records ↔ YAML: the sole owner of structured/."""
