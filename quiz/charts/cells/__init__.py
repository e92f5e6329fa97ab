"""Drawing figures in the cells of a terminal: one file a kind of body."""
