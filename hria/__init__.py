"""hria: cited human rights impact assessments and modern slavery statements from a pile of documents."""

__version__ = "0.1.0"
