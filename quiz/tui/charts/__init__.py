"""Charts, one file each, over one series of the statistics."""
