"""The colours that DOCX, PDF and pictures share, as in templates/base.docx and templates/print.css."""

from __future__ import annotations

NAVY = "#1F3A5F"
INK = "#1E2933"
GREY = "#56616D"
RAMP = ("#F5F1E8", "#EBDCC0", "#DBBC8C", "#C4925A", "#9C6234")
HEADER_FILL = "#E6EDF2"
