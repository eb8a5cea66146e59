"""Here is a file, give me its passages and facts."""
