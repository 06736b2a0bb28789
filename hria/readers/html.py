"""HTML: the main text of a saved page, found by trafilatura. Nothing is fetched and nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from hria.document import Cell
from hria.errors import LimitExceeded, Unreadable
from hria.readers.noise import without_noise
from hria.readers.parts import Part, transcribe
from hria.readers.plain import decode
from hria.readers.transcript import Transcript

# A page whose elements stand deeper in each other than this is damage or an attack.
DEEPEST = 250
MOST_BYTES = 40_000_000
# Below this many characters of main text the page is read as a whole.
SHORTEST_TEXT = 80


def read_html(data: bytes) -> Transcript:
    """The transcript of a web page. Raises LimitExceeded, or Unreadable where there is no text at all."""
    import trafilatura

    if len(data) > MOST_BYTES:
        raise LimitExceeded(f"a web page of {len(data) // 1_000_000} MB", "save the article alone")
    tree = _tree(data)
    head = _head(tree)
    notes: list[str] = []
    main = trafilatura.extract(
        tree,
        output_format="xml",
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=False,
        with_metadata=True,
    )
    parts, metadata = _main_text(main) if main else ([], {})
    if sum(len(part.text) for part in parts) < SHORTEST_TEXT:
        parts = [part for part in _whole_page(_tree(data)) if part.text]
        notes.append("no main text was found; the page was read as a whole")
    if not parts:
        raise Unreadable("it holds no text", "save the page again, or as PDF")
    kept, dropped = without_noise(_with_title(parts, head))
    return transcribe(kept, dropped, _described(metadata, head), notes)


class _Head(NamedTuple):
    """What the head of a page says: its title with the name of its site, its first heading, its dates."""

    title: str
    heading: str
    dates: str


def _head(tree: Any) -> _Head:
    title = " ".join(tree.findtext(".//title", default="").split())
    headings = [_text(element) for element in tree.iter("h1")]
    dates = [element.get("content", "") for element in tree.iter("meta")]
    dates += [element.get("datetime", "") for element in tree.iter("time")]
    dates += [element.text or "" for element in tree.iter("script") if "ld+json" in element.get("type", "")]
    return _Head(title, headings[0] if len(headings) == 1 else "", " ".join(dates))


def _with_title(parts: list[Part], head: _Head) -> list[Part]:
    """The parts with the heading of the page before them, which often stands outside its main text."""
    beginning = " ".join(part.text for part in parts[:5])
    is_titled = bool(head.heading) and head.title.startswith(head.heading)
    if not is_titled or " ".join(head.heading.split()) in " ".join(beginning.split()):
        return parts
    return [Part("heading", head.heading, level=1), *parts]


def _described(metadata: dict[str, str], head: _Head) -> dict[str, str]:
    """The metadata with the name of the site, where the title ends in it, and whether the date is declared."""
    described = dict(metadata)
    rest = head.title.removeprefix(head.heading) if head.heading else ""
    name = re.split(r"\s+[|–—-]\s+", rest)[-1].strip() if rest != head.title else ""
    if name and "sitename" not in described:
        described["sitename"] = name
    if described.get("date") and described["date"] in head.dates:
        described["declared"] = "yes"
    return described


def _tree(data: bytes) -> Any:
    from lxml import html

    text, _ = decode(data) if not _declares_charset(data) else (None, None)
    parser = html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, encoding="utf-8" if text else None)
    try:
        tree = html.document_fromstring(text.encode() if text else data, parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"it is not a readable web page ({error})", "save the page again") from None
    if _depth(tree) > DEEPEST:
        raise LimitExceeded(
            f"its elements stand more than {DEEPEST} deep in each other", "save the page again, or as PDF"
        )
    return tree


def _declares_charset(data: bytes) -> bool:
    """Whether the page says its own encoding, which the parser then follows."""
    return b"charset=" in data[:4096].lower() and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _depth(tree: Any) -> int:
    """How deep the elements are nested; counting stops just above the limit."""
    level, depth = [tree], 0
    while level and depth <= DEEPEST:
        level = [child for element in level for child in element]
        depth += 1
    return depth


def _main_text(xml: str) -> tuple[list[Part], dict[str, str]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(xml.encode(), parser)
    metadata = {key: root.get(key) for key in ("title", "date", "author", "sitename") if root.get(key)}
    return list(_parts(root.find("main"))), metadata


def _parts(main: Any) -> Iterator[Part]:
    tables = 0
    for element in main.iterchildren() if main is not None else ():
        match element.tag:
            case "head":
                level = element.get("rend", "h2")[1:]
                yield Part("heading", _text(element), level=int(level) if level.isdigit() else 2)
            case "list":
                for entry in element.iter("item"):
                    yield Part("list_item", _text(entry))
            case "table":
                for row_number, row in enumerate(element.iter("row")):
                    for column, cell in enumerate(row.iter("cell")):
                        place = Cell(tables, row_number, column)
                        yield Part("table_cell", _text(cell), cell=place)
                tables += 1
            case _ if element.find("p") is not None or element.find("list") is not None:
                yield from _parts(element)
            case _:
                yield Part("paragraph", _text(element))


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


# Elements whose text is one block when a page is read as a whole.
BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th", "blockquote", "figcaption", "dt", "dd", "pre")
SKIPPED = ("script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "form", "head")


def _whole_page(tree: Any) -> Iterator[Part]:
    for element in list(tree.iter(*SKIPPED)):
        if element is not tree:
            element.drop_tree()
    blocks = [e for e in tree.iter(*BLOCKS) if not any(True for _ in e.iterdescendants(*BLOCKS))]
    for element in blocks or [tree]:
        tag = str(element.tag)
        if tag[0] == "h" and tag[1:].isdigit():
            yield Part("heading", _text(element), level=int(tag[1]))
        elif tag == "li":
            yield Part("list_item", _text(element))
        else:
            yield Part("paragraph", _text(element))
