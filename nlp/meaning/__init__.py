"""Meaning: sentences as vectors that lie near each other where they say alike, whatever words they use.

`vocabulary.txt` is that of BERT (uncased, Google, Apache-2.0), which all-MiniLM-L6-v2 was trained with.
"""
