#!/usr/bin/env python3
"""Builds the multilingual universal sentence encoder as ONNX: build-use-multilingual.py MEMBERS OUTPUT

MEMBERS has weights.npz (embeddings of eight bits in 17 tables, the other weights as 32-bit floats); OUTPUT gets model.onnx and its token limit.
The network: token embeddings; three branches that look at 2, 3 and 5 neighbouring tokens; their sum over the text, divided by
the root of its length; four dense layers; length 1. Batch and sequence are free; the padding's share is taken out by the mask.
Needs: numpy, onnx. The pure Python package of the same archive is the reference that Benchmarks/embeddings.py holds it against.
"""
import json
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto

from graph import Graph

TABLES = 17  # piece i is row i // 17 of table i % 17
WIDTH = 512
BRANCH_WIDTH = 256
MAXIMUM_TOKENS = 512  # it has no limit of its own; a mean over more says little
BRANCHES = ((2, 0), (3, 1), (5, 2))  # tokens seen, of them before the current one


class Encoder:
    def __init__(self, weights):
        self.weights, self.graph = weights, Graph()
        self.epsilon = float(weights["eps"])

    def embeddings(self):
        """Whole table of bytes, one range of values for each of the 17 tables: a quarter of the memory of floats."""
        g, w = self.graph, self.weights
        rows = w["q1"].shape[0]
        table = np.empty((TABLES * rows, WIDTH), np.uint8)
        for index in range(TABLES):
            table[index::TABLES] = w[f"q{index + 1}"]
        owner = g.Mod("input_ids", g.integers(TABLES))
        scale = g.Unsqueeze(g.Gather(g.constant(w["scale"]), owner), g.integers(-1))
        least = g.Unsqueeze(g.Gather(g.constant(w["lo"]), owner), g.integers(-1))
        bytes_ = g.Cast(g.Gather(g.constant(table), "input_ids"), to=TensorProto.FLOAT)
        return g.Add(g.Mul(bytes_, scale), least)

    def neighbours(self, x, seen, before):
        """For each token the `seen` tokens around it side by side, zeros beyond the text's ends."""
        g = self.graph
        padded = g.Pad(x, g.integers(0, before, 0, 0, seen - 1 - before, 0))
        length = g.Slice(g.Shape("input_ids"), g.integers(1), g.integers(2))
        parts = [g.Slice(padded, g.integers(k), g.Add(length, g.integers(k)), g.integers(1)) for k in range(seen)]
        return g.Concat(*parts, axis=-1)

    def branch(self, embedded, mask, seen, before):
        g, w = self.graph, self.weights
        x = g.linear(embedded, w[f"proj{seen}"], w[f"proj_b{seen}"])
        x = g.layer_norm(x, w[f"ln_g{seen}"], w[f"ln_b{seen}"], self.epsilon)
        for layer in ("1", "2"):
            # The padding of a batch has to look like the zeros beyond the text.
            x = g.Mul(x, mask)
            seen_tokens = self.neighbours(x, seen, before)
            x = g.Add(g.Relu(g.linear(seen_tokens, w[f"w{layer}_{seen}"], w[f"b{layer}_{seen}"])), x)
        return x

    def sentence(self, features, mask):
        """Sum over the text, divided by the root of its length."""
        g, w = self.graph, self.weights
        total = g.ReduceSum(g.Mul(features, mask), g.integers(1), keepdims=0)
        length = g.ReduceSum(mask, g.integers(1), keepdims=0)
        projected = g.Add(g.MatMul(total, g.constant(w["cnn_W"])), g.Mul(length, g.constant(w["cnn_b"])))
        return g.Div(projected, g.Sqrt(length))

    def dense(self, x):
        g, w = self.graph, self.weights
        first = g.Relu(g.MatMul(x, g.constant(w["d0"])))
        second = g.Relu(g.Add(g.MatMul(x, g.constant(w["p1"])), g.MatMul(first, g.constant(w["d1"]))))
        third = g.Relu(g.MatMul(second, g.constant(w["d2"])))
        return g.Tanh(g.Add(g.MatMul(second, g.constant(w["p3"])), g.MatMul(third, g.constant(w["d3"]))))

    def build(self, path):
        g, w = self.graph, self.weights
        mask = g.Unsqueeze(g.Cast("attention_mask", to=TensorProto.FLOAT), g.integers(-1))
        embedded = self.embeddings()
        features = g.Concat(embedded, *[self.branch(embedded, mask, *shape) for shape in BRANCHES], axis=-1)
        features = g.layer_norm(features, w["ln_g"], w["ln_b"], self.epsilon)
        vector = self.dense(self.sentence(features, mask))
        g.LpNormalization(vector, name="sentence_embedding", axis=-1, p=2)
        g.save(path, "use-multilingual", ["input_ids", "attention_mask"], "sentence_embedding", WIDTH)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    members, output = map(Path, sys.argv[1:])
    with np.load(members / "weights.npz", allow_pickle=False) as weights:
        Encoder({name: weights[name] for name in weights.files}).build(output / "model.onnx")
    (output / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": MAXIMUM_TOKENS}) + "\n")


if __name__ == "__main__":
    main()
