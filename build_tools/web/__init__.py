"""Browser code: its toolchain, its bundling, its type check. No other room's data pass through here."""
