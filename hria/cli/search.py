"""hria search: the passages that speak to a question or a claim."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from hria.cli.context import Here
from hria.cli.output import say, shorten, show, show_json, with_bar
from hria.extract import Extractor, Reader
from hria.extract.meaning import SEARCH_HINT, best_encoder
from hria.retrieval.search import Answer, Searcher, open_index, refresh
from hria.settings import Workspace
from hria.store import Store, Stored

NOTHING = "nothing found: no passage of these documents answers that"


@click.command()
@click.argument("query")
@click.option("--most", default=5, show_default=True, type=click.IntRange(1, 50), help="How many passages at most.")
@click.option("--document", help="Only in this document (id or file name).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each passage.")
@click.pass_obj
def command(here: Here, query: str, most: int, document: str | None, as_json: bool) -> None:
    """Find the passages that speak to a question or a claim, also where they say it in other words. Says "nothing
    found" (exit code 3) rather than show a passage that only shares a word with it.

    \b
    Example: hria search "Workers had to pay for their jobs"
    Example: hria search "Who oversees human rights at board level?" --json
    """
    with here.store() as (workspace, store), opened_searcher(workspace, store) as searcher:
        known = {stored.summary.id: stored for stored in store.list_documents("current")}
        only = store.stored(document).summary.id if document else None
        without = {id_ for id_ in known if only is not None and id_ != only}
        found = searcher.search(query, most, without)
        for answer in found:
            line = answer_as_json(store, known[answer.passage.document_id], answer)
            show_json(line) if as_json else _show(line)
    if not found:
        say(NOTHING)
        raise click.exceptions.Exit(3)


@contextmanager
def opened_searcher(workspace: Workspace, store: Store, encoder: str | None = None) -> Iterator[Searcher]:
    """The searcher of a workspace, its index brought up to date first. `encoder` is the best one if not named."""
    reader = Reader.of(workspace.settings)
    extractor = Extractor(reader)
    with open_index(workspace, encoder) as index:
        waiting = len(store.list_documents("current"))
        for _ in with_bar(refresh(index, store, extractor, reader.fingerprint()), waiting, "Indexing"):
            pass
        if encoder is None and best_encoder() == "words-1":
            say(f"hria: searching by words alone, which misses what is said in other words: {SEARCH_HINT}")
        yield Searcher(index, extractor, reader.company, encoder)


def answer_as_json(store: Store, stored: Stored, answer: Answer) -> dict[str, object]:
    """A passage with where it stands, ready for a JSON encoder."""
    passage, summary = answer.passage, stored.summary
    document = store.document(summary.id)
    return {
        "document": {
            "id": summary.id,
            "path": summary.path,
            "title": summary.title,
            "kind": summary.kind,
            "published": summary.published.isoformat() if summary.published else None,
        },
        "page": document.page_at(passage.start),
        "start": passage.start,
        "end": passage.end,
        "quote": document.text[passage.start : passage.end],
        "under": passage.under or None,
        "marks": list(passage.marks),
        "probability": round(answer.probability, 2),
        "is_own_voice": stored.is_own_voice,
    }


def _show(line: dict[str, object]) -> None:
    document = line["document"]
    assert isinstance(document, dict)
    show(f"{shorten(str(document['title']), 60)}, p. {line['page']} ({document['kind']}, {document['published']})")
    show(f"    {shorten(str(line['quote']), 400)}")
