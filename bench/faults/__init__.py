"""Builders that are killed while people ask: nothing stale, nothing down, nothing lost."""
