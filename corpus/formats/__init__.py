"""Here are a file's bytes, give me the text a reader sees, with its headings."""
