"""What the doctor looks at, part by part: the file, the values of columns, the rules between rows, the log, the places.

It reads with the driver itself, never through the models: in a damaged database a column may hold anything.
"""
