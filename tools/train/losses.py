"""What a batch is wrong by: types, modes, factuality and polarity at predicates, sides of parties, types of pairs."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from tools.train.data import NOWHERE, UNKNOWN, Row
from tools.train.model import SIDE, Layout

SIDES, MODES, FACTUALITY, POLARITY, PAIRS = 1.0, 0.3, 0.2, 0.2, 1.0


def loss(answers: Tensor, rows: Sequence[Row], layout: Layout) -> Tensor:
    """The weighted sum over all that the rows know."""
    parts = {name: answers[..., first:last] for name, (first, last) in layout.columns.items()}
    return _types(parts, rows) + SIDES * _sides(parts, rows) + PAIRS * _pairs(parts, rows)


def _types(parts: dict[str, Tensor], rows: Sequence[Row]) -> Tensor:
    spots = [(index, *spot) for index, row in enumerate(rows) for spot in row.spots]
    if not spots:
        return torch.zeros(())
    which, at = torch.tensor([spot[0] for spot in spots]), torch.tensor([spot[1] for spot in spots])
    targets, known = torch.tensor([spot[2] for spot in spots]), torch.tensor([spot[3] for spot in spots])
    logits = parts["types"][which, at]
    total = functional.binary_cross_entropy_with_logits(logits, targets, weight=known, reduction="sum") / len(
        spots
    )
    for name, column, weight in (("modes", 4, MODES), ("factuality", 5, FACTUALITY)):
        wanted = torch.tensor([spot[column] for spot in spots])
        if (wanted >= 0).any():
            total = total + weight * functional.cross_entropy(parts[name][which, at], wanted, ignore_index=-1)
    negative = torch.tensor([float(spot[6]) for spot in spots])
    told = negative >= 0
    if told.any():
        logits = parts["polarity"][which, at, 0][told]
        total = total + POLARITY * functional.binary_cross_entropy_with_logits(logits, negative[told])
    return total


def _sides(parts: dict[str, Tensor], rows: Sequence[Row]) -> Tensor:
    sides = [(index, *side) for index, row in enumerate(rows) for side in row.sides]
    if not sides:
        return torch.zeros(())
    which, at, party = (torch.tensor([side[column] for side in sides]) for column in range(3))
    total = torch.zeros(())
    for column, (verb, noun) in ((3, ("does", "doer")), (4, ("undergoes", "undergoer"))):
        wanted = torch.tensor([side[column] for side in sides])
        told = wanted != UNKNOWN
        if told.any():
            logits = (parts[verb][which, at] * parts[noun][which, party]).sum(-1) / SIDE**0.5
            total = total + functional.binary_cross_entropy_with_logits(logits[told], wanted[told])
    return total


def _pairs(parts: dict[str, Tensor], rows: Sequence[Row]) -> Tensor:
    pairs = [(index, *row.pair) for index, row in enumerate(rows) if row.pair is not None]
    if not pairs:
        return torch.zeros(())
    which, source, target = (torch.tensor([pair[column] for pair in pairs]) for column in range(3))
    wanted, weight = torch.tensor([pair[3] for pair in pairs]), torch.tensor([pair[4] for pair in pairs])
    logits = parts["pair"][which, 0]
    for name, at in (("source", source), ("target", target)):
        logits = logits + parts[name][which, at.clamp(min=0)] * (at != NOWHERE).unsqueeze(-1)
    return (functional.cross_entropy(logits, wanted, reduction="none") * weight).mean()


def padded(rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    """Ids and mask."""
    longest = max(len(row.ids) for row in rows)
    ids = torch.tensor([row.ids + [0] * (longest - len(row.ids)) for row in rows])
    return ids, torch.tensor([[1] * len(row.ids) + [0] * (longest - len(row.ids)) for row in rows])
