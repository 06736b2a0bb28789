"""A check, or a comparison, as one HTML page that needs nothing else; all text in it is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from hria.check.checked import VERDICT_RULES, VERDICT_WORDS, Checked
from hria.check.comparison import Comparison
from hria.resources import data_folder


def to_page(checked: Checked) -> str:
    """The check of one statement as an HTML page."""
    return _rendered("check.html.j2", checked=checked)


def to_comparison_page(comparison: Comparison, checks: Sequence[Checked]) -> str:
    """Several statements side by side as an HTML page."""
    return _rendered("comparison.html.j2", comparison=comparison, checks=checks)


def _rendered(name: str, **values: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(data_folder("templates") / "check"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=VERDICT_WORDS, rules=VERDICT_RULES)
    return environment.get_template(name).render(**values)
