"""The table of cards or notes: what is found, by what it is sorted, and the lines of a screenful."""
