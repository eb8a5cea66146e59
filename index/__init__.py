"""Here is a question, give me the ranked passages and facts."""
