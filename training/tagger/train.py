"""The training loop: batches, augmentation, an average of the weights, a checkpoint an epoch."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from pipeline.attribute.tagger_crf import viterbi
from pipeline.attribute.tagger_tags import N_TAGS, decode
from pipeline.attribute.tagger_text import hash_features, piece_means
from training.tagger.agreement import correct, f1
from training.tagger.data import Paragraph
from training.tagger.net import FORBIDDEN, Tagger, partition
from training.tagger.pieces import Pieces

MAX_TOKENS = 220
"""Longer paragraphs are cut for training: they are rare, and the padding would cost more than they teach."""
BATCH = 32
FORGET_NAME, FORGET_WORD, SWAP_NAME, PRESENT_TENSE = 0.35, 0.12, 0.15, 0.15
"""Share of tokens whose identity is hidden (capitalised, other), of names swapped, of paragraphs with said as says."""
TENSES = {"said": "says", "told": "tells", "added": "adds", "called": "calls", "wrote": "writes", "argued": "argues"}


@dataclass(frozen=True, slots=True)
class Options:
    """What one run may vary."""

    units: int = 100
    epochs: int = 10
    seed: int = 1
    rate: float = 4e-3
    average: float = 0.998
    """Decay of the running average of the weights that is kept in the end."""
    distil: float = 0.0
    """Share of the loss that follows the teachers' distribution instead of gold."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a network is to learn of one paragraph: probability of every tag, expected number of every step."""

    tags: torch.Tensor
    steps: torch.Tensor


class Corpus:
    """Paragraphs as tensors over a table of word types."""

    def __init__(self, paragraphs: list[Paragraph], pieces: Pieces) -> None:
        self.paragraphs = paragraphs
        keys = sorted({key for p in paragraphs for key in p.tokens.keys} | set(TENSES.values()))
        index = {key: row for row, key in enumerate(keys)}
        vocabulary = {piece: row for row, piece in enumerate(pieces.vocabulary)}
        self.hashes = torch.tensor([hash_features(key) for key in keys])
        self.pieces = torch.from_numpy(piece_means(keys, vocabulary, pieces.vectors) * np.float32(pieces.scale))
        self.capital = torch.tensor([key[:1].isupper() and len(key) > 1 for key in keys])
        self.names = self.capital.nonzero()[:, 0]
        self.present = torch.arange(len(keys))
        for past, present in TENSES.items():
            if past in index:
                self.present[index[past]] = index[present]
        self.types = [torch.tensor([index[key] for key in p.tokens.keys]) for p in paragraphs]
        self.quoted = [torch.tensor(p.tokens.quoted, dtype=torch.float32) for p in paragraphs]
        self.tags = [torch.from_numpy(p.tags) for p in paragraphs]

    def batch(self, chosen: list[int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return types, quotation flags, tags and lengths of padded paragraphs."""
        pad = torch.nn.utils.rnn.pad_sequence
        columns = [[column[i][:MAX_TOKENS] for i in chosen] for column in (self.types, self.quoted, self.tags)]
        lengths = torch.tensor([len(row) for row in columns[0]])
        types, quoted, tags = (pad(column, batch_first=True) for column in columns)
        return types, quoted, tags, lengths


def batches(lengths: list[int], generator: np.random.Generator) -> Iterator[list[int]]:
    """Yield batches of paragraphs of like length, in a new order every time."""
    noisy = np.array(lengths) * generator.uniform(0.85, 1.15, len(lengths))
    order = np.argsort(noisy, kind="stable")
    groups = [order[i : i + BATCH].tolist() for i in range(0, len(order), BATCH)]
    for place in generator.permutation(len(groups)):
        yield groups[place]


def train(
    corpus: Corpus,
    held_out: Corpus,
    options: Options,
    folder: Path,
    teachers: list[Target] | None = None,
    start: Tagger | None = None,
) -> Tagger:
    """Train one network and return the average of its weights.

    Args:
        corpus: What is learned from.
        held_out: What the log's F1 is taken on.
        options: Size, length, seed.
        folder: Where a checkpoint is written after every epoch.
        teachers: What trained networks make of every paragraph of the corpus, to distil from.
        start: A trained network of the same size to go on from.
    """
    torch.manual_seed(options.seed)
    generator = np.random.default_rng(options.seed)
    net = Tagger(corpus.pieces.shape[1], options.units)
    if start:
        net.load_state_dict(start.state_dict())
    mean = {name: value.detach().clone() for name, value in net.state_dict().items()}
    optimiser = torch.optim.Adam(net.parameters(), lr=options.rate, betas=(0.9, 0.98))
    lengths = [min(len(row), MAX_TOKENS) for row in corpus.types]
    total = options.epochs * math.ceil(len(lengths) / BATCH)
    step = 0
    for epoch in range(options.epochs):
        net.train()
        started, lost = time.process_time(), 0.0
        for chosen in batches(lengths, generator):
            for group in optimiser.param_groups:
                group["lr"] = options.rate * _schedule(step / total)
            lost += _step(net, corpus, chosen, optimiser, options, teachers)
            step += 1
            _average(mean, net, min(options.average, (step + 1) / (step + 10)))
        kept = _with(mean, corpus, options)
        torch.save(kept.state_dict(), folder / f"seed{options.seed}.pt")
        score = evaluate(kept, held_out)
        spent = time.process_time() - started
        print(
            f"seed {options.seed} epoch {epoch + 1} loss {lost / len(lengths):.3f} held-out {score:.2f} {spent:.0f} s",
            flush=True,
        )
    return _with(mean, corpus, options)


def _schedule(done: float) -> float:
    """Warm up over the first 4 %, then fall as a cosine."""
    return min(1.0, done / 0.04) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))


def _step(net: Tagger, corpus: Corpus, chosen: list[int], optimiser, options: Options, teachers) -> float:
    types, quoted, tags, lengths = corpus.batch(chosen)
    types, keep = _augment(types, corpus)
    mask = (torch.arange(types.shape[1])[None] < lengths[:, None]).float()
    wanted, steps_wanted = gold_target(tags, mask)
    if teachers is not None:
        share = options.distil
        taught = torch.nn.utils.rnn.pad_sequence([teachers[i].tags for i in chosen], batch_first=True)
        wanted = (1 - share) * wanted + share * taught
        steps_wanted = (1 - share) * steps_wanted + share * torch.stack([teachers[i].steps for i in chosen]).sum(0)
    words = net.word_vectors(corpus.hashes[types], corpus.pieces[types], keep)
    loss = net.loss(net(words, quoted, lengths), mask, wanted, steps_wanted) / len(chosen)
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    optimiser.step()
    return float(loss.detach()) * len(chosen)


def gold_target(tags: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return gold tags of a padded batch as probabilities, and how often each step is taken in all of it."""
    wanted = torch.nn.functional.one_hot(tags, N_TAGS).float() * mask[..., None]
    steps = torch.einsum("bti,btj->ij", wanted[:, :-1], wanted[:, 1:])
    return wanted, steps


def targets(nets: list[Tagger], corpus: Corpus) -> list[Target]:
    """Return what several networks together make of every paragraph: the CRF of their mean scores."""
    means = [torch.stack(rows).mean(0) for rows in zip(*(emissions(net, corpus) for net in nets), strict=True)]
    steps = torch.stack([net.transitions().detach() for net in nets]).mean(0)
    result: list[Target] = []
    for start in range(0, len(means), BATCH):
        rows = means[start : start + BATCH]
        lengths = torch.tensor([len(row) for row in rows])
        padded = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True).requires_grad_()
        each = steps.expand(len(rows), -1, -1).clone().requires_grad_()
        mask = (torch.arange(padded.shape[1])[None] < lengths[:, None]).float()
        marginals, counts = torch.autograd.grad(partition(padded, mask, each).sum(), [padded, each])
        result += [Target(marginals[i, :n].clone(), counts[i]) for i, n in enumerate(lengths.tolist())]
    return result


def _augment(types: torch.Tensor, corpus: Corpus) -> tuple[torch.Tensor, torch.Tensor]:
    """Swap names, change tenses, hide identities: what 2016 knew must not carry the tags."""
    capital = corpus.capital[types]
    swap = capital & (torch.rand(types.shape) < SWAP_NAME)
    other = corpus.names[torch.randint(len(corpus.names), types.shape)]
    present = torch.rand(len(types), 1) < PRESENT_TENSE
    types = torch.where(swap, other, torch.where(present, corpus.present[types], types))
    hidden = torch.rand(types.shape) < torch.where(capital, FORGET_NAME, FORGET_WORD)
    return types, (~hidden).float()


@torch.no_grad()
def _average(mean: dict[str, torch.Tensor], net: Tagger, decay: float) -> None:
    for name, value in net.state_dict().items():
        if value.dtype.is_floating_point:
            mean[name].lerp_(value, 1 - decay)


def _with(state: dict[str, torch.Tensor], corpus: Corpus, options: Options) -> Tagger:
    net = Tagger(corpus.pieces.shape[1], options.units)
    net.load_state_dict(state)
    return net.eval()


@torch.inference_mode()
def emissions(net: Tagger, corpus: Corpus) -> list[torch.Tensor]:
    """Return the emissions of every paragraph (cut at MAX_TOKENS), in its place."""
    net.eval()
    result: list[torch.Tensor] = [torch.empty(0)] * len(corpus.types)
    order = sorted(range(len(corpus.types)), key=lambda i: len(corpus.types[i]))
    for start in range(0, len(order), 64):
        chosen = order[start : start + 64]
        types, quoted, _, lengths = corpus.batch(chosen)
        scores = net(net.word_vectors(corpus.hashes[types], corpus.pieces[types]), quoted, lengths)
        for row, i in enumerate(chosen):
            result[i] = scores[row, : lengths[row]].clone()
    return result


def evaluate(net: Tagger, corpus: Corpus) -> float:
    """Return source+content soft F1 on a corpus, in percent."""
    return evaluate_scores(emissions(net, corpus), net.transitions().detach().numpy(), corpus)


def evaluate_scores(scores: list[torch.Tensor], steps: np.ndarray, corpus: Corpus) -> float:
    """The same from emissions."""
    verdicts: list[bool] = []
    first = np.zeros(N_TAGS, np.float32)
    first[2::2] = FORBIDDEN
    order = sorted(range(len(scores)), key=lambda i: len(scores[i]))
    for start in range(0, len(order), 64):
        chosen = order[start : start + 64]
        padded = torch.nn.utils.rnn.pad_sequence([scores[i] for i in chosen]).transpose(1, 2).numpy()
        lengths = np.array([len(scores[i]) for i in chosen])
        for i, n, tags in zip(chosen, lengths, viterbi(padded, lengths, steps, first).T.tolist(), strict=True):
            paragraph = corpus.paragraphs[i]
            verdicts += correct(paragraph.links, decode(tags[:n]), paragraph.tokens.keys)
    n_gold = sum(1 for paragraph in corpus.paragraphs for link in paragraph.links if link.content)
    return f1(verdicts, n_gold)
