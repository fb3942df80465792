"""From a trained network to the two files that the tagger reads: tagger.onnx (int8) and tagger.npz.

The graph is written out directly, since it is one LSTM and one product. Weights of the LSTM become int8
(`quantize_dynamic` leaves LSTM out unless it is named); the last product stays float32, it costs nothing.
"""

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from pipeline.attribute.tagger_tags import N_TAGS
from pipeline.attribute.tagger_text import HASH_COLUMNS
from pipeline.attribute.tagger_weights import FORMAT, GUARD
from training.tagger.net import FORBIDDEN, Tagger
from training.tagger.pieces import Pieces

OPSET = 17


def write_onnx(net: Tagger, path: Path, quantised: bool = True) -> None:
    """Write the LSTM and the output layer; inputs (tokens, batch, width) and lengths (batch)."""
    units = net.onward.hidden_size
    sides = (net.onward, net.backward_)
    inputs = np.stack([_guarded(_gates(side.weight_ih_l0, units), units) for side in sides])
    states = np.stack([_gates(side.weight_hh_l0, units) for side in sides])
    biases = np.stack(
        [np.concatenate([_gates(bias, units) for bias in (side.bias_ih_l0, side.bias_hh_l0)]) for side in sides]
    )
    constants = {
        "W": inputs,
        "R": states,
        "B": biases,
        "out_weight": net.output.weight.detach().numpy().T.reshape(len(sides), units, -1).copy(),
        "out_bias": net.output.bias.detach().numpy(),
        "sides": np.array([1], np.int64),
    }
    nodes = [
        helper.make_node(
            "LSTM", ["inputs", "W", "R", "B", "lengths"], ["both"], hidden_size=units, direction="bidirectional"
        ),
        # Each side by itself, then their sum: to put the states of both sides together first takes longer.
        helper.make_node("MatMul", ["both", "out_weight"], ["each"], name="output"),
        helper.make_node("ReduceSum", ["each", "sides"], ["product"], keepdims=0),
        helper.make_node("Add", ["product", "out_bias"], ["emissions"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tagger",
        [
            helper.make_tensor_value_info("inputs", TensorProto.FLOAT, ["tokens", "batch", inputs.shape[2]]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]),
        ],
        [helper.make_tensor_value_info("emissions", TensorProto.FLOAT, ["tokens", "batch", N_TAGS])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    if not quantised:
        onnx.save(model, str(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(model, str(plain))
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=["LSTM", "MatMul"],
            nodes_to_exclude=["output"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )


def _gates(weight, units: int) -> np.ndarray:
    """Put PyTorch's gates (input, forget, cell, output) in ONNX's order (input, output, forget, cell)."""
    blocks = weight.detach().numpy().reshape(4, units, *weight.shape[1:])
    return blocks[[0, 3, 1, 2]].reshape(weight.shape).copy()


def _guarded(weights: np.ndarray, units: int) -> np.ndarray:
    """Add the guard's columns: they open every gate and drive the cells up and down by turns.

    A gate's weight there is its own largest one, so that the scale of its int8 values does not suffer.
    """
    push = np.repeat(np.abs(weights).max(axis=1, keepdims=True), GUARD, axis=1)
    push[3 * units + 1 :: 2] *= -1
    return np.concatenate([weights, push], axis=1)


def write_tables(net: Tagger, pieces: Pieces, path: Path, origin: dict, calibration: dict[str, np.ndarray]) -> None:
    """Write embeddings as int8, transitions and calibration; `origin` goes into the header."""
    scales = {"pieces": float(pieces.scale)}
    arrays: dict[str, np.ndarray] = {"pieces": pieces.vectors, **calibration}
    for name in HASH_COLUMNS:
        table = net.tables[name].get_parameter("weight").detach().numpy()
        scales[name] = float(np.quantile(np.abs(table), 0.9999) / 127)
        arrays[name] = np.clip(np.rint(table / scales[name]), -127, 127).astype(np.int8)
    first = np.zeros(N_TAGS, np.float32)
    first[2::2] = FORBIDDEN
    header = {"format": FORMAT, "tags": N_TAGS, "scales": scales, **origin}
    np.savez_compressed(
        path,
        header=np.array(json.dumps(header)),
        vocabulary=np.array("\n".join(pieces.vocabulary)),
        steps=net.transitions().detach().numpy(),
        first=first,
        **arrays,  # type: ignore[arg-type]
    )
