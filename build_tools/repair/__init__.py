"""Named fixes of what reading and page layout left, each with its record."""
