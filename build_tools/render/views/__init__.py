"""Records → page data. No wording and no markup here: that is the templates' part."""
