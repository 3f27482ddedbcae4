"""The network: MiniLM with one linear layer, whose columns are read as answers at words."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from tools.train.data import FACTUALITIES, TYPES

SIDE = 64  # width of the vectors by which a predicate finds its actors and recipients
DROPOUT = 0.1


class Layout:
    """Which columns of the last layer mean what."""

    def __init__(self, modes: int) -> None:
        widths = {
            "types": len(TYPES),
            "modes": modes,
            "factuality": len(FACTUALITIES),
            "polarity": 1,
            "pair": len(TYPES),
            "source": len(TYPES),
            "target": len(TYPES),
            "does": SIDE,
            "doer": SIDE,
            "undergoes": SIDE,
            "undergoer": SIDE,
        }
        self.columns: dict[str, tuple[int, int]] = {}
        start = 0
        for name, width in widths.items():
            self.columns[name] = (start, start + width)
            start += width
        self.width = start


class Network(nn.Module):  # type: ignore[misc]
    """Ids and mask in, a row of answers for each subword out."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
        self.dropout = nn.Dropout(DROPOUT)
        self.answers = nn.Linear(self.encoder.config.hidden_size, layout.width)
        first, last = layout.columns["types"]
        nn.init.constant_(self.answers.bias[first:last], -3.0)  # most predicates are none of any one type
        nn.init.normal_(self.answers.weight, std=0.02)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        found: Tensor = self.answers(self.dropout(hidden))
        return found


def freeze_words(network: Network) -> None:
    """Keep the vectors of words: with a few thousand sentences only the rare ones would move."""
    for parameter in network.encoder.embeddings.word_embeddings.parameters():
        parameter.requires_grad = False


def seeded(seed: int) -> None:
    """The same run every time on the same machine."""
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(mode=True)
