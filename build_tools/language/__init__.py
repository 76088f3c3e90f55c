"""What is true of Chinese official text in any document: numerals, labels, dates, titles, addresses."""
