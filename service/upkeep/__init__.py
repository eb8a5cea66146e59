"""The sources changed: notice it, build, ask the gold questions, publish."""
