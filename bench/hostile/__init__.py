"""What a hostile client sends, and whether each reply is one that the service describes."""
