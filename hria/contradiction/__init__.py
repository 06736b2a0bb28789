"""Passages that contradict each other, and those that only look as if they did."""
