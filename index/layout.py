"""The number of the layout that a generation's files have."""

#: Raised whenever a generation's files change their meaning.
FORMAT = 3
