"""Reading a SQLite file without SQLite, page by page, so that damage at one place costs no more than that place.

The format is described at https://sqlite.org/fileformat2.html. Nothing here raises for a damaged file: what can't be
read is left out, and counted.
"""
