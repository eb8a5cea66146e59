"""Documents of many kinds, each with questions of its own: what Kotae is worth beyond one page."""
