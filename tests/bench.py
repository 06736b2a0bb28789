"""make bench: pages a second and peak memory of add + extract, against a plain baseline in the same run.

Baseline: the text of each PDF by pypdfium2, and the full pipeline of en_core_web_sm over it; nothing is stored.
Each run is a process of its own. Absolute figures depend on the machine; the ratios are what counts. Where other
programs run beside, the ratio of processor time tells more than that of the clock.
"""

from __future__ import annotations

import datetime
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
COPIES = 1000
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
TARGETS = {1: 1.5, 2: 2.5}
MEGABYTE = 1e6
# The most that a question may take at the median, in seconds.
SLOWEST_QUERY = 0.2


class Run(NamedTuple):
    """How long a run took by the clock and on the processors, in seconds, and the most memory that it held, in
    bytes, all processes together."""

    seconds: float
    processor: float
    peak: float
    samples: list[float]


def main() -> None:
    """Runs the benchmark on ../shared/corpus, on the folder that is given, or on the sample corpus."""
    given = [Path(argument) for argument in sys.argv[1:]]
    folders = given or [f for f in (SHARED / "statements", SHARED / "proxies") if f.is_dir()] or [ROOT / "corpus"]
    files = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    pages = sum(map(page_count, files))
    print(f"{len(files)} PDFs, {pages} pages, from {', '.join(map(str, folders))}")
    base = measured("baseline", *map(str, files))
    print(_line("baseline (pdfium text, full en_core_web_sm)", pages, base))
    for processes, target in TARGETS.items():
        run = measured("hria", str(processes), *map(str, files))
        ratio, spent = base.seconds / run.seconds, base.processor / run.processor
        mark = "" if ratio >= target else f"  (target {target})"
        name = f"hria add + extract, {processes} process{'es' if processes > 1 else ''}"
        print(f"{_line(name, pages, run)}  {ratio:4.2f} x baseline{mark}; {spent:4.2f} x by processor time")
    copies = measured("copies", str(COPIES))
    quarter = len(copies.samples) // 4
    early, late = max(copies.samples[quarter : 2 * quarter], default=0.0), max(copies.samples[-quarter:], default=0.0)
    print(
        f"{COPIES} copies of a statement with changes      {COPIES / copies.seconds:6.1f} documents/s  "
        f"{copies.peak / MEGABYTE:6.0f} MB; last quarter {late / early:4.2f} x second quarter"
    )
    print(f"retrieval over {COPIES} documents:")
    measured("retrieval", str(COPIES))


def _line(name: str, pages: int, run: Run) -> str:
    return f"{name:44} {pages / run.seconds:6.1f} pages/s  {run.peak / MEGABYTE:6.0f} MB"


def page_count(path: Path) -> int:
    """The pages of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def measured(*arguments: str) -> Run:
    """Runs one of the jobs below in a process of its own, and watches its memory."""
    samples: list[float] = []
    start = time.monotonic()
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen([sys.executable, __file__, "--job", *arguments], env=environment) as process:
        watcher = threading.Thread(target=watch, args=(process, samples))
        watcher.start()
        process.wait()
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if process.returncode:
        raise SystemExit(f"{arguments[0]} failed")
    return Run(time.monotonic() - start, processor, max(samples, default=0.0), samples)


def watch(process: subprocess.Popen[bytes], samples: list[float]) -> None:
    """The memory of a process and all its descendants, five times a second."""
    while process.poll() is None:
        samples.append(sum(map(resident, family(process.pid))))
        time.sleep(0.2)


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(member for child in children for member in family(int(child)))]


def resident(pid: int) -> float:
    """The memory of a process in bytes; what it shares with others is counted once for each."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_SIZE
    except (OSError, IndexError):
        return 0.0


def baseline(files: list[str]) -> None:
    """What a plain script would do."""
    import pypdfium2

    from nlp.language import language
    from nlp.pipeline import installed_model

    pipeline = __import__(installed_model(language("en"))).load()
    for name in files:
        with pypdfium2.PdfDocument(name) as document:
            texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        for doc in pipeline.pipe(texts):
            list(doc.sents)


def hria(processes: int, paths: list[str]) -> None:
    """add + extract in a new workspace."""
    from hria.harvest import harvest
    from hria.intake import candidates, take_in
    from hria.readers import Overrides
    from hria.settings import FILE, create_workspace, open_workspace
    from hria.store import Store

    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder), "Acme plc", datetime.date(2026, 1, 31))
        settings = Path(folder) / FILE
        settings.write_text(settings.read_text() + f"\n[limits]\nprocesses = {processes}\n")
        workspace = open_workspace(Path(folder))
        with Store(workspace.store_url) as store:
            for taken in take_in(workspace, store, candidates(workspace, paths), Overrides()):
                if taken.failure:
                    raise SystemExit(f"{taken.shown}: {taken.failure}")
            for harvested in harvest(workspace, store):
                if harvested.failure:
                    raise SystemExit(f"{harvested.path}: {harvested.failure}")


def copies(number: int) -> None:
    """add + extract of many copies of a statement, in each of which some figures differ."""
    from hria.readers import read

    text = read(ROOT / "corpus" / "modern-slavery-statement-2025.pdf").text
    with tempfile.TemporaryDirectory() as folder:
        for count in range(number):
            changed = text.replace("214", str(1000 + count)).replace("118", str(2000 + count))
            (Path(folder) / f"statement-{count:04}.txt").write_text(changed, encoding="utf-8")
        hria(2, [folder])


def retrieval(number: int) -> None:
    """Indexes many statements, in each of which some sentences differ, and asks the claims of tests/retrieval."""
    import statistics

    from hria.evaluate_retrieval import Pairs
    from hria.extract import Extractor, Reader
    from hria.extract.meaning import best_encoder, sentence_encoder
    from hria.readers import read
    from hria.resources import read_toml
    from hria.retrieval.index import Index
    from hria.retrieval.passages import passages
    from hria.retrieval.search import Searcher

    text = read(ROOT / "corpus" / "modern-slavery-statement-2025.pdf").text
    reader = Reader(("Corvane Group plc", "Corvane"), None, "general", None)
    extractor = Extractor(reader)
    with (
        tempfile.TemporaryDirectory() as folder,
        Index(Path(folder) / "index", sentence_encoder(), reader.company) as index,
    ):
        start = time.monotonic()
        for count in range(number):
            path = Path(folder) / f"statement-{count:04}.txt"
            path.write_text(text.replace("214", str(1000 + count)).replace("118", str(2000 + count)), encoding="utf-8")
            document = read(path)
            index.put(document.id, "", passages(document, extractor))
        took = time.monotonic() - start
        searcher = Searcher(index, extractor, reader.company)
        searcher.search("the first question loads what is needed")
        times = []
        for claim in read_toml(ROOT / "tests" / "retrieval" / "corpus.toml", Pairs).claim:
            start = time.monotonic()
            searcher.search(claim.text)
            times.append(time.monotonic() - start)
        median = statistics.median(times)
        mark = "" if median < SLOWEST_QUERY else f"  (target {SLOWEST_QUERY * 1000:.0f} ms)"
        print(
            f"{best_encoder()}: {len(index)} passages indexed in {took:.0f} s; {len(times)} queries, median "
            f"{median * 1000:.0f} ms, slowest {max(times) * 1000:.0f} ms{mark}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        job, *rest = sys.argv[2:]
        if job == "baseline":
            baseline(rest)
        elif job == "retrieval":
            retrieval(int(rest[0]))
        elif job == "hria":
            hria(int(rest[0]), rest[1:])
        else:
            copies(int(rest[0]))
    else:
        main()
