"""Here is a person, give them an answer."""

__version__ = "0.1.0"
