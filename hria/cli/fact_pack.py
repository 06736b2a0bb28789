"""What `hria draft fact-pack` does: the claims of a resolution answered from a workspace, as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hria.assemble.dossier import Source
from hria.assemble.fact_pack import REPORT, assemble_fact_pack
from hria.cli.context import decisions_by_finding
from hria.cli.deciding import stale_of
from hria.cli.drafting import Stopped, write_draft
from hria.cli.output import say
from hria.cli.publishing import Press
from hria.cli.search import opened_searcher
from hria.draft import Draft
from hria.extract import Extractor, Reader
from hria.factpack.pack import fact_packs
from hria.log import read_log
from hria.readers import read
from hria.renderers import Format
from hria.settings import Workspace
from hria.store import Store


def fact_pack_of(workspace: Workspace, store: Store, resolution: Path, encoder: str | None = None) -> Draft:
    """The draft that answers the claims of a file. `encoder` makes the vectors of sentences, if not the best one."""
    settings = workspace.settings
    document = read(resolution)
    sources = [Source(s.summary, s.status, s.is_own_voice) for s in store.list_documents("current")]
    with opened_searcher(workspace, store, encoder) as searcher:
        packs = list(fact_packs(store, searcher, Extractor(Reader.of(settings)), document))
    if not any(pack.answered for pack in packs):
        say(f"hria: {resolution.name} makes no claim that could be answered (see hria claims)")
    return assemble_fact_pack(
        packs,
        sources,
        settings.company.name,
        settings.report.date,
        settings.report.language,
        decisions_by_finding(store),
        read_log(store.entries()),
        len(stale_of(store)),
    )


def write_fact_pack(
    workspace: Workspace,
    store: Store,
    resolution: Path,
    formats: Sequence[Format],
    folder: Path,
    press: Press,
    reference: Path | None = None,
) -> Iterator[Path | Stopped]:
    """Writes the fact pack in each format, and yields the files; a public one is stopped as any draft is."""
    draft = fact_pack_of(workspace, store, resolution)
    yield from write_draft(draft, REPORT, formats, folder, press, reference)
