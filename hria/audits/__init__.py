"""Audit reports: what they found, in the scheme's own words and on one scale of classes.

`read_audit` takes a document and gives its findings with the place of each cell. A report shows findings as rows
of a table (with or without rules, over several pages), as cards of labels and values, or as headed paragraphs;
`rows.py`, `columns.py` and `cards.py` read these, `head.py` what is said of the audit as a whole.
"""

from hria.audits.reading import AuditReading, read_audit

__all__ = ["AuditReading", "read_audit"]
