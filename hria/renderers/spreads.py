"""Which parts stand on portrait pages and which on landscape ones."""

from __future__ import annotations

from collections.abc import Sequence

from hria.renderers.manuscript import Bullets, Grid, Heading, Part, Picture, Spread, Text, TimelinePicture, pieces

LEAD = 600  # characters of text that may move to the landscape page of the table they introduce


def spread_out(parts: tuple[Part, ...]) -> tuple[Spread, ...]:
    """The parts in the same order, in spreads of alternating orientation.

    A wide table takes its heading and the words that introduce it along, so that no heading is left
    behind at the foot of a portrait page.
    """
    spreads: list[Spread] = []
    upright: list[Part] = []
    for part in parts:
        if not (isinstance(part, Grid) and part.is_wide):
            upright.append(part)
            continue
        start = _start_of_lead(upright, follows_wide=bool(spreads))
        if upright[:start]:
            spreads.append(Spread(tuple(upright[:start])))
        lying = (*upright[start:], part)
        if spreads and spreads[-1].is_wide:
            spreads[-1] = Spread((*spreads[-1].parts, *lying), is_wide=True)
        else:
            spreads.append(Spread(lying, is_wide=True))
        upright = []
    if upright:
        spreads.append(Spread(tuple(upright)))
    return tuple(spreads)


def _start_of_lead(parts: Sequence[Part], follows_wide: bool) -> int:
    """Where the words that introduce the next wide table begin: at their heading, if they are short.

    A few lines between two wide tables stay with them, rather than have a portrait page to themselves.
    """
    if follows_wide and _is_short(parts):
        return 0
    start = len(parts)
    while start and isinstance(parts[start - 1], Text) and _is_short(parts[start - 1 :]):
        start -= 1
    if not (start and isinstance(parts[start - 1], Heading)):
        return len(parts)
    while start and isinstance(parts[start - 1], Heading):
        start -= 1
    return start


def _is_short(parts: Sequence[Part]) -> bool:
    if any(isinstance(part, Grid | Picture | TimelinePicture | Bullets) for part in parts):
        return False
    return sum(len(piece.text) for part in parts for piece in pieces(part)) <= LEAD
