"""What things are: typed, frozen records, imported by every room and importing none."""
