"""Here is a message, and what was said before: give me the questions in it, and one reply to all of them."""
