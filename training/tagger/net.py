"""The network: hashed word features and frozen piece vectors, one bidirectional LSTM, a linear-chain CRF (PyTorch)."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.attribute.tagger_tags import N_TAGS, allowed
from pipeline.attribute.tagger_text import AFFIX_BUCKETS, HASH_COLUMNS, SHAPE_BUCKETS, WORD_BUCKETS

EMBEDDINGS = {
    "word": (WORD_BUCKETS, 48),
    "prefix": (AFFIX_BUCKETS, 12),
    "suffix": (AFFIX_BUCKETS, 16),
    "ending": (AFFIX_BUCKETS, 8),
    "shape": (SHAPE_BUCKETS, 12),
}
FORBIDDEN = -1e4
INPUT_DROPOUT, OUTPUT_DROPOUT = 0.25, 0.4


class Tagger(nn.Module):
    """Emissions of every tag for every token, and the CRF's transition scores."""

    def __init__(self, piece_dimensions: int, units: int) -> None:
        super().__init__()
        self.tables = nn.ModuleDict({name: nn.Embedding(*EMBEDDINGS[name]) for name in HASH_COLUMNS})
        for table in self.tables.values():
            nn.init.normal_(table.get_parameter("weight"), std=0.3)
        width = sum(size for _, size in EMBEDDINGS.values()) + piece_dimensions + 1
        self.onward = nn.LSTM(width, units, batch_first=True)
        self.backward_ = nn.LSTM(width, units, batch_first=True)
        self.output = nn.Linear(2 * units, N_TAGS)
        self.steps = nn.Parameter(torch.zeros(N_TAGS, N_TAGS))
        self.barred: Tensor
        self.register_buffer("barred", torch.from_numpy(~allowed()))

    def word_vectors(self, hashes: Tensor, pieces: Tensor, keep: Tensor | None = None) -> Tensor:
        """Return the input of the LSTM without the quotation flag; `keep` (0 or 1 a token) blanks the identity."""
        parts = []
        for column, name in enumerate(HASH_COLUMNS):
            part = self.tables[name](hashes[..., column])
            parts.append(part * keep[..., None] if keep is not None and name in ("word", "prefix") else part)
        return torch.cat([*parts, pieces], dim=-1)

    def forward(self, words: Tensor, quoted: Tensor, lengths: Tensor) -> Tensor:
        """Return emissions (batch, tokens, N_TAGS) of padded paragraphs."""
        inputs = torch.cat([words, quoted[..., None]], dim=-1)
        inputs = _same_dropout(inputs, INPUT_DROPOUT, self.training)
        # Not packed: the gradient of a packed sequence costs its length squared (half of all the time, measured).
        turned = _turn(lengths, inputs.shape[1])
        onward, backward = self.onward(inputs)[0], self.backward_(_take(inputs, turned))[0]
        states = torch.cat([onward, _take(backward, turned)], dim=-1)
        return self.output(_same_dropout(states, OUTPUT_DROPOUT, self.training))

    def transitions(self) -> Tensor:
        """Return the scores of tag after tag, forbidden steps far below all else."""
        return self.steps.masked_fill(self.barred, FORBIDDEN)

    def loss(self, emissions: Tensor, mask: Tensor, wanted: Tensor, steps_wanted: Tensor) -> Tensor:
        """Return how far the CRF is from the wanted distribution over tag sequences, summed over the batch.

        Args:
            emissions: (batch, tokens, N_TAGS).
            mask: 1 at tokens, 0 at padding.
            wanted: Probability of every tag at every token, zero at padding: one-hot for gold, marginals for teachers.
            steps_wanted: Expected number of times that each tag follows each, (N_TAGS, N_TAGS), over the whole batch.

        Returns:
            The cross entropy; with gold it is the negative log likelihood.
        """
        steps = self.transitions()
        score = (emissions * wanted).sum() + (steps * steps_wanted).sum()
        return partition(emissions, mask, steps).sum() - score


def partition(emissions: Tensor, mask: Tensor, steps: Tensor) -> Tensor:
    """Return the log of the sum over all tag sequences, per paragraph.

    Its gradient by emissions and steps are the marginals and the expected steps. `steps` is one matrix, or one per
    paragraph (batch, N_TAGS, N_TAGS).
    """
    columns, live = emissions.unbind(1), mask.unbind(1)
    # An inside tag cannot stand first.
    first = torch.zeros(N_TAGS)
    first[2::2] = FORBIDDEN
    total = columns[0] + first
    expected = torch.exp(steps)
    for column, on in zip(columns[1:], live[1:], strict=True):
        top = total.amax(dim=1, keepdim=True)
        weights = torch.exp(total - top)
        summed = (weights[:, None] @ expected)[:, 0] if expected.dim() == 3 else weights @ expected
        total = torch.where(on[:, None] > 0, torch.log(summed + 1e-30) + top + column, total)
    return total.logsumexp(dim=1)


def _same_dropout(values: Tensor, rate: float, training: bool) -> Tensor:
    """Drop the same features at every position of a paragraph (variational dropout)."""
    if not training:
        return values
    return values * functional.dropout(torch.ones_like(values[:, :1]), rate, True)


def _turn(lengths: Tensor, n_tokens: int) -> Tensor:
    """Return the places that turn every paragraph round and leave its padding: (batch, tokens)."""
    places = torch.arange(n_tokens)[None]
    return torch.where(places < lengths[:, None], lengths[:, None] - 1 - places, places)


def _take(values: Tensor, places: Tensor) -> Tensor:
    return values.gather(1, places[..., None].expand(-1, -1, values.shape[2]))
