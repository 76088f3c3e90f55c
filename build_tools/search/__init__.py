"""Chinese search: index writing in Python, its other half for the browser in web/, tested together."""
