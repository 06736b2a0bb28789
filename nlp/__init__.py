"""Text in, matches out: what the documents of this field say, found with spaCy and rules that can be read.

Knows nothing of files, databases or laws; `hria.extract` is its only user in this project.
"""
