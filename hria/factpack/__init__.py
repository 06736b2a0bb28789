"""The fact pack: what a company's documents say to each claim of a petition.

witnesses.py finds the passages and says who speaks, stance.py whether they speak for or against a claim, figures.py
sets its figures beside those of the documents, status.py draws the conclusion by stated rules,
pack.py puts it together.
"""
