"""The labelling model: trees over the columns of `features.py`, run by onnxruntime on the blocks of many pages at once.

Two weights files beside this module: `labeller.onnx` for HTML, `labeller_plain.onnx` for pages of plain text, which
have no elements to go by. Each carries origin, licence, columns and threshold in its metadata. Training:
`training/extraction`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime

from pipeline.errors import ModelError
from pipeline.extract import features
from pipeline.extract.features import PageInput
from pipeline.extract.words import HERE


@dataclass(frozen=True, slots=True)
class Model:
    """A session with the indices of its columns and the score from which a block is kept."""

    session: onnxruntime.InferenceSession
    columns: np.ndarray
    threshold: float
    mild: float
    output: str

    def scores(self, x: np.ndarray) -> np.ndarray:
        if not len(x):
            return np.zeros(0, np.float32)
        rows = np.ascontiguousarray(x[:, self.columns])
        return self.session.run([self.output], {"columns": rows})[0].reshape(-1).astype(np.float32)


@cache
def load(name: str) -> Model:
    """The model of a weights file, read once a process.

    Raises:
        ModelError: the file is missing, or was trained for other columns.
    """
    path = HERE / name
    if not path.exists():
        raise ModelError(f"{path.name} is missing: reinstall hearsay, or run python -m training.extraction")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    header = session.get_modelmeta().custom_metadata_map
    place = {name: index for index, name in enumerate(features.NAMES)}
    columns = header["columns"].split()
    unknown = [name for name in columns if name not in place]
    if unknown:
        raise ModelError(f"{path.name} wants the column(s) {', '.join(unknown)}: run python -m training.extraction")
    indices = np.array([place[name] for name in columns], np.int64)
    return Model(session, indices, float(header["threshold"]), float(header["mild"]), session.get_outputs()[-1].name)


def score_pages(pages: Sequence[PageInput], plain: bool) -> list[np.ndarray]:
    """For each page, the probability of each of its blocks that it belongs to the article."""
    model = load("labeller_plain.onnx" if plain else "labeller.onnx")
    flat = model.scores(features.matrix(pages))
    ends = np.cumsum([len(page.blocks.texts) for page in pages])
    return np.split(flat, ends[:-1]) if len(pages) else []
