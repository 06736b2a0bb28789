"""The partner register over time."""
