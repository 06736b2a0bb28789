"""hria documents: what is in the workspace."""

from __future__ import annotations

import click

from hria.cli.context import Here
from hria.cli.output import say, shorten, show, show_json, show_table
from hria.interchange import summary_as_json
from hria.store import Store


@click.command()
@click.argument("document", required=False)
@click.option("--dropped", is_flag=True, help="What of this document was set aside, and why.")
@click.option("--text", is_flag=True, help="The text of this document, as it was read.")
@click.option("--all", "everything", is_flag=True, help="Superseded and withdrawn documents too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(here: Here, document: str | None, dropped: bool, text: bool, everything: bool, as_json: bool) -> None:
    """List the documents, or show one of them (by id or file name), and the files that could not be read.

    \b
    Example: hria documents
    Example: hria documents policy.pdf --dropped
    """
    with here.store() as (_, store):
        if document is None:
            _list(store, everything, as_json)
        else:
            _one(store, document, dropped, text, as_json)


def _list(store: Store, everything: bool, as_json: bool) -> None:
    found = store.list_documents() if everything else store.list_documents("current")
    if as_json:
        for stored in found:
            show_json(summary_as_json(*stored))
        return
    rows = []
    for stored in found:
        s = stored.summary
        unread = f"{len(s.unreadable_pages)} unread" if s.unreadable_pages else ""
        date = s.published.isoformat() if s.published else "not stated"
        status = "" if stored.status == "current" else stored.status
        rows.append(
            (
                s.id[:8],
                s.kind,
                date,
                str(s.pages),
                f"{s.title}  ({s.path})",
                s.language or "?",
                unread or status,
            )
        )
    show_table(("id", "kind", "published", "pages", "title", "lang", ""), rows, wide=4)
    for failure in store.failures():
        hint = f"; {failure.hint}" if failure.hint else ""
        say(f"could not be read: {failure.path}: {failure.message}{hint}")


def _one(store: Store, name: str, dropped: bool, text: bool, as_json: bool) -> None:
    stored = store.stored(name)
    if dropped or text:
        document = store.document(stored.summary.id)
        if text:
            show(document.text)
        for item in document.dropped if dropped else ():
            if as_json:
                show_json({"page": item.page, "reason": item.reason, "text": item.text})
            else:
                show(f"p. {item.page}  {item.reason}: {shorten(item.text, 100)}")
        return
    if as_json:
        show_json(summary_as_json(*stored))
        return
    s = stored.summary
    for label, value in (
        ("title", s.title),
        ("kind", s.kind),
        ("published", s.published.isoformat() if s.published else "not stated"),
        ("publisher", s.publisher or "not stated"),
        ("language", s.language or "not stated"),
        ("voice", "the company's own" if stored.is_own_voice else "another's"),
        ("path", ", ".join(stored.paths) or s.path),
        ("status", stored.status + (f" by {stored.superseded_by}" if stored.superseded_by else "")),
        ("pages", f"{s.pages}, {s.words} words"),
        ("set aside", f"{s.dropped} pieces (see --dropped)"),
        ("sha256", s.sha256),
    ):
        show(f"{label:10} {value}")
    for note in s.notes:
        show(f"{'note':10} {note}")
