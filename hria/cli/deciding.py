"""What commands share that decide on findings: who decides and in what role, and which decisions went stale."""

from __future__ import annotations

import getpass
import os
from typing import cast

import click

from hria.cli.context import decisions_by_finding
from hria.errors import BadData
from hria.finding import Finding
from hria.log import Place, Stale, stale_decisions, words
from hria.review import ROLES, Role
from hria.settings import Workspace
from hria.store import Store

NAME = click.option(
    "--as",
    "reviewer",
    envvar="HRIA_REVIEWER",
    help="Who decides (default: $HRIA_REVIEWER or the login name).",
)
ROLE = click.option(
    "--role",
    envvar="HRIA_ROLE",
    type=click.Choice(ROLES),
    help="In what role (default: $HRIA_ROLE, or as hria.toml says under [review], or reviewer).",
)


def person(given: str | None) -> str:
    """Who decides. Raises BadData where nobody is named."""
    name = given or os.environ.get("HRIA_REVIEWER") or getpass.getuser()
    if not name.strip():
        raise BadData("nobody is named as who decides", "say it with --as NAME or in HRIA_REVIEWER")
    return name.strip()


def role_of(workspace: Workspace, given: str | None) -> Role:
    """In what role somebody decides: as given, or as the workspace says."""
    return cast(Role, given) if given else workspace.settings.review.role


def stale_of(store: Store) -> list[Stale]:
    """The decisions of a workspace whose source changed, in the order of the log."""
    decisions = decisions_by_finding(store)
    documents = {stored.summary.id: stored for stored in store.list_documents()}
    places = {}
    for id_, stored in documents.items():
        heir = stored
        # An edition may have been replaced again; no chain is longer than there are documents.
        for _ in documents:
            if not heir.superseded_by or heir.superseded_by not in documents:
                break
            heir = documents[heir.superseded_by]
        replaced = heir.summary.id if heir.status == "current" and heir is not stored else None
        places[id_] = Place(stored.summary.path, stored.status, replaced)
    findings = store.findings_with(decisions)
    changed = stale_decisions(decisions, findings, places, {})
    if not changed:
        return changed
    current: dict[tuple[str, str], list[Finding]] = {}
    for finding in store.findings("current"):
        current.setdefault((finding.kind, words(finding.evidence.quote)), []).append(finding)
    return stale_decisions(decisions, findings, places, current)
