"""Here is what was found, give me the answer: candidates, how far each is trusted, and the words that are told."""
