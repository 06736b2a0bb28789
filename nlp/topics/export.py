"""A fine-tuned encoder as int8 ONNX, as `nlp.topics.encoder` runs it. Needs torch, onnx and onnxruntime."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from nlp.topics.encoder import WEIGHTS
from nlp.topics.fine_tuning import Network

OPSET = 17


class _ByPiece(torch.nn.Module):  # type: ignore[misc]
    """The network without pooling: the log-odds of each label for each piece of one window."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        plain = Network(network.head.out_features, attention="eager")
        plain.load_state_dict(network.state_dict())
        self.encoder, self.head = plain.encoder, plain.head

    def forward(self, pieces: Any) -> Any:
        """A row for each piece."""
        seen = self.encoder(input_ids=pieces, attention_mask=torch.ones_like(pieces))
        return self.head(seen.last_hidden_state)


def export(network: Network, folder: Path) -> None:
    """Writes the weights, in whole numbers of eight bits.

    Only seven bits are used: on processors without VNNI the sums of eight overflow. It cost nothing that was measured.
    """
    example = torch.tensor([[101, 2023, 2003, 102]])
    any_length = {"pieces": {1: "length"}, "scores": {1: "length"}}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        whole = Path(made) / "whole.onnx"
        torch.onnx.export(
            _ByPiece(network).eval(),
            (example,),
            str(whole),
            input_names=["pieces"],
            output_names=["scores"],
            dynamic_axes=any_length,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            str(whole), str(folder / WEIGHTS), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
