"""The trained classifier of sentences: what a sentence of a company's own document is about.

`classifier` is all that the rest of the package needs; `train` rebuilds `weights.npz`.
"""
