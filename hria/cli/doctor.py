"""hria doctor: what is there and what is missing."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys

import click
from packaging.requirements import Requirement

from hria import __version__
from hria.cli.output import show
from hria.errors import MissingExtra


@click.command()
def command() -> None:
    """Say what this installation has: packages, the spaCy model, WeasyPrint's libraries, optional extras.

    Example: hria doctor
    """
    show(f"hria {__version__}, Python {sys.version.split()[0]}")
    checks = [_package(name) for name in _needed()]
    checks += [_model(), _pango(), _extra("ocr", "rapidocr_onnxruntime"), _extra("web", "starlette"), _encoder()]
    for state, text in checks:
        show(f"{state:9} {text}")
    if any(state == "missing" for state, _ in checks):
        raise click.exceptions.Exit(1)


def _needed() -> list[str]:
    """The packages that hria cannot do without."""
    wanted = (Requirement(line) for line in importlib.metadata.requires("hria") or ())
    return sorted(r.name for r in wanted if r.marker is None or r.marker.evaluate({"extra": ""}))


def _package(name: str) -> tuple[str, str]:
    try:
        return "ok", f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return "missing", f"{name}: pip install {name}"


def _model() -> tuple[str, str]:
    from hria.extract.models import model_name

    try:
        return "ok", f"spaCy model {model_name()}"
    except MissingExtra as error:
        return "missing", str(error)


def _pango() -> tuple[str, str]:
    try:
        import weasyprint  # noqa: F401  (loads libpango)
    except OSError as error:
        return "missing", f"Pango, for PDF: apt-get install libpango-1.0-0 libpangoft2-1.0-0 ({error})"
    return "ok", "Pango, for PDF"


def _encoder() -> tuple[str, str]:
    from hria.extract.models import chosen_tier, encoder_files

    try:
        where = encoder_files()[0].parent
    except MissingExtra as error:
        return "optional", f"{error}; topics come from the default classifier"
    if chosen_tier(None) == "onnx":
        return "ok", f"extra [onnx]: the encoder of the topic classifier, {where}"
    return "optional", f"the encoder of the topic classifier, {where}: only where it is asked for (--tier onnx)"


def _extra(name: str, module: str) -> tuple[str, str]:
    if importlib.util.find_spec(module):
        return "ok", f"extra [{name}]"
    return "optional", f"extra [{name}] is not installed: pip install 'hria[{name}]'"
