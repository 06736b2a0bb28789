"""Where to look first: sites ranked by what is known of them, and by what is not.

`site.py` puts rows of lists, audits, complaints and incidents of one site together, `items.py` measures each item,
`ranking.py` adds them up by the published weights of `weights.toml`, `sensitivity.py` says how far the ranks hang on
each weight. `labels.py`, `outcome.py` and `fitting.py` set a ranking against what was found later.
"""
