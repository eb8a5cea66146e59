"""Here is a terminal: the commands and what they print."""
