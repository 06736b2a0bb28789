"""Findings out to other tools, and codes of other tools in: REFI-QDA, JSON-LD, JSON lines, CSV, XLSX and DOCX.

`codebook.py` says what codes there are and which a finding has; `project.py` is a coded project as values; the
other modules each write or read one format. Same input, same bytes: no clock and no chance.
"""
