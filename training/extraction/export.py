"""A trained booster to ONNX, with a header that says where it comes from.

The header stands in the model's own metadata: origin, licence, the columns, the threshold. The trees are written with
onnx alone: the usual converter knows none of LightGBM's soft-target objectives.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import onnx
from onnx import TensorProto, helper

from training.extraction import fit

ORIGIN = (
    "Trained by `python -m training.extraction` of hearsay on pages with gold text and snippets (scrapinghub"
    " article-extraction-benchmark MIT, fundus MIT, trafilatura Apache-2.0, DAnIEL corpus in waddle GPL-3.0, postlight"
    " parser MIT or Apache-2.0, mozilla readability Apache-2.0). No text of any page is in the weights."
)


def write(booster: lightgbm.Booster, columns: Sequence[str], header: Mapping[str, str], path: Path) -> int:
    """Writes the model and returns its size in bytes."""
    graph = helper.make_graph(
        _nodes(booster.dump_model()["tree_info"]), "labeller",
        [helper.make_tensor_value_info("columns", TensorProto.FLOAT, [None, len(columns)])],
        [helper.make_tensor_value_info("score", TensorProto.FLOAT, [None])],
        [
            helper.make_tensor("decided", TensorProto.FLOAT, [1], [fit.DECIDED]),
            helper.make_tensor("flat", TensorProto.INT64, [1], [-1]),
        ],
    )  # fmt: skip
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 16), helper.make_opsetid("ai.onnx.ml", 1)], ir_version=8,
        producer_name="hearsay",
    )  # fmt: skip
    helper.set_model_props(model, {"origin": ORIGIN, "licence": "Apache-2.0", "columns": " ".join(columns), **header})
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    path.write_bytes(data)
    return len(data)


def _nodes(trees: Sequence[dict]) -> list[onnx.NodeProto]:
    """The graph of `fit.predict`: all rows through the first trees, and those left open through the others as well."""
    return [
        _ensemble(trees[: fit.FIRST_TREES], "columns", "first_margin"),
        helper.make_node("Reshape", ["first_margin", "flat"], ["first"]),
        helper.make_node("Abs", ["first"], ["distance"]),
        helper.make_node("Less", ["distance", "decided"], ["is_open"]),
        helper.make_node("NonZero", ["is_open"], ["open_rows"]),
        helper.make_node("Transpose", ["open_rows"], ["open"]),
        helper.make_node("GatherND", ["columns", "open"], ["open_columns"]),
        _ensemble(trees[fit.FIRST_TREES :], "open_columns", "other_margin"),
        helper.make_node("Reshape", ["other_margin", "flat"], ["other"]),
        helper.make_node("ScatterND", ["first", "open", "other"], ["margin"], reduction="add"),
        helper.make_node("Sigmoid", ["margin"], ["score"]),
    ]


def _ensemble(trees: Sequence[dict], columns: str, margin: str) -> onnx.NodeProto:
    return helper.make_node(
        "TreeEnsembleRegressor", [columns], [margin], domain="ai.onnx.ml", name=margin, n_targets=1,
        **_attributes(trees),
    )  # fmt: skip


def _attributes(trees: Sequence[dict]) -> dict[str, Any]:
    """The arrays of a TreeEnsembleRegressor from LightGBM's trees."""
    out: dict[str, list] = {
        name: []
        for name in [
            "nodes_treeids",
            "nodes_nodeids",
            "nodes_featureids",
            "nodes_modes",
            "nodes_values",
            "nodes_truenodeids",
            "nodes_falsenodeids",
            "target_treeids",
            "target_nodeids",
            "target_ids",
            "target_weights",
        ]
    }
    for tree_id, tree in enumerate(trees):
        _add(out, tree_id, tree["tree_structure"], [0])
    return out


def _add(out: dict[str, list], tree: int, node: dict, counter: list[int]) -> int:
    index = counter[0]
    counter[0] += 1
    place = len(out["nodes_nodeids"])
    leaf = "leaf_value" in node
    row = (
        (tree, index, 0, "LEAF", 0.0, 0, 0)
        if leaf
        else (tree, index, node["split_feature"], "BRANCH_LEQ", _below(node["threshold"]), 0, 0)
    )
    names = [
        "nodes_treeids",
        "nodes_nodeids",
        "nodes_featureids",
        "nodes_modes",
        "nodes_values",
        "nodes_truenodeids",
        "nodes_falsenodeids",
    ]
    for name, value in zip(names, row, strict=True):
        out[name].append(value)
    if leaf:
        for name, value in zip(
            ("target_treeids", "target_nodeids", "target_ids", "target_weights"),
            (tree, index, 0, node["leaf_value"]),
            strict=True,
        ):
            out[name].append(value)
    else:
        out["nodes_truenodeids"][place] = _add(out, tree, node["left_child"], counter)
        out["nodes_falsenodeids"][place] = _add(out, tree, node["right_child"], counter)
    return index


def _below(threshold: float) -> float:
    """The largest float32 not above the threshold, so that float32 columns fall on the same side as in LightGBM."""
    value = np.float32(threshold)
    return float(value if float(value) <= threshold else np.nextafter(value, np.float32(-np.inf)))
