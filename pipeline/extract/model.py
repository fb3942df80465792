"""The labelling model: trees over the columns of `features.py`, run by onnxruntime on the blocks of many pages at once.

Two weights files beside this module: `labeller.onnx` for HTML, `labeller_plain.onnx` for pages of plain text, which
have no elements to go by. Each carries origin, licence, columns and threshold in its metadata. Training:
`training/extraction`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np
import onnxruntime

from pipeline.errors import ModelError
from pipeline.extract import features
from pipeline.extract.features import PageInput
from pipeline.extract.words import HERE


@dataclass(frozen=True, slots=True)
class Model:
    """A session with the names of its columns, and the scores from which a block is kept.

    `threshold` holds on pages that declare an article, `open` on others, `mild` for the recall guard.
    """

    session: onnxruntime.InferenceSession
    columns: tuple[str, ...]
    threshold: float
    open: float
    mild: float
    output: str

    def scores(self, x: np.ndarray) -> np.ndarray:
        if not len(x):
            return np.zeros(0, np.float32)
        return self.session.run([self.output], {"columns": x})[0]


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
    # Each page has another number of blocks: memory planned for one, or kept from it, is of no use to the next.
    options.enable_mem_pattern = options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    header = session.get_modelmeta().custom_metadata_map
    known = set(features.NAMES)
    columns = tuple(header["columns"].split())
    unknown = [name for name in columns if name not in known]
    if unknown:
        raise ModelError(f"{path.name} wants the column(s) {', '.join(unknown)}: run python -m training.extraction")
    return Model(
        session,
        columns,
        float(header["threshold"]),
        float(header["open"]),
        float(header["mild"]),
        session.get_outputs()[-1].name,
    )


def score_pages(pages: Sequence[PageInput], plain: bool) -> list[np.ndarray]:
    """For each page, the probability of each of its blocks that it belongs to the article."""
    model = load("labeller_plain.onnx" if plain else "labeller.onnx")
    flat = model.scores(features.matrix(pages, model.columns))
    ends = list(accumulate(len(page.blocks.texts) for page in pages))
    return [flat[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
