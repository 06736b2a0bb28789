"""Retrieval: the passages of a workspace's documents that speak to a claim or question, or "nothing found".

passages.py cuts documents up, index.py keeps them (beside the store, from which it can be made again), search.py
fuses words and meaning, ranking.py says how probable it is that a passage answers.
"""
