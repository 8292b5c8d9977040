#!/usr/bin/env python3
"""Builds all-MiniLM-L6-v2 as ONNX: build-minilm.py MEMBERS OUTPUT

MEMBERS has model.safetensors and config.json; OUTPUT gets model.onnx (32-bit floats) and model-int8.onnx (weights of eight
bits per channel, activations quantized at run time). Mean pooling and the scaling to length 1 are part of the graph, and batch
and sequence are free, so that whoever runs it only has token numbers and gets vectors.
Needs: numpy, onnx, onnxruntime (for quantizing). No torch.
"""
import json
import struct
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic

from graph import Graph

# Channels of a layer's feed-forward activation with values some ten times those of the others (their largest over 120 texts is 14 to 25,
# the others' at most 8), which would take most of the eight bits that a tensor has. They are computed beside the others, in floats, as in
# LLM.int8() (Dettmers et al. 2022): the worst cosine to the float model rises from 0.989 to 0.994 at no cost that can be measured.
OUTLIER_CHANNELS = {0: [856], 1: [607], 2: [218, 1004], 3: [358]}
GELU_OPSET = 20  # the first that has Gelu as one operator
DTYPES = {"F32": np.float32, "F16": np.float16}


class Weights:
    """A safetensors file: the length of a JSON header, the header, the tensors."""

    def __init__(self, path):
        data = Path(path).read_bytes()
        size = struct.unpack("<Q", data[:8])[0]
        self.entries = json.loads(data[8:8 + size])
        self.data = memoryview(data)[8 + size:]
        self.prefix = "" if "embeddings.word_embeddings.weight" in self.entries else "bert."

    def __getitem__(self, name):
        entry = self.entries[self.prefix + name]
        begin, end = entry["data_offsets"]
        return np.frombuffer(self.data[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"]).astype(np.float32)


class Encoder:
    """BERT: embeddings, layers of attention and feed-forward, pooling.

    Residuals are `Sum`, not `Add`: the runtime would put an `Add` and the normalization after it into one operator that is seven times
    slower than the two (ONNX Runtime 1.32 on x86-64: a fifth of the model's time).
    """

    def __init__(self, weights, config):
        self.weights, self.config, self.graph = weights, config, Graph()
        self.width = config["hidden_size"]
        self.heads = config["num_attention_heads"]
        self.float_nodes = []  # names of the nodes whose weights stay floats

    def linear(self, x, name):
        return self.graph.linear(x, self.weights[name + ".weight"].T, self.weights[name + ".bias"])

    def norm(self, x, name):
        return self.graph.layer_norm(x, self.weights[name + ".weight"], self.weights[name + ".bias"], self.config["layer_norm_eps"])

    def embeddings(self):
        g, name = self.graph, "embeddings."
        length = g.Slice(g.Shape("input_ids"), g.integers(1), g.integers(2))
        positions = g.Slice(g.constant(self.weights[name + "position_embeddings.weight"]), g.integers(0), length, g.integers(0))
        # Single texts have token type 0 everywhere.
        positions = g.Add(positions, g.constant(self.weights[name + "token_type_embeddings.weight"][0]))
        words = g.Gather(g.constant(self.weights[name + "word_embeddings.weight"]), "input_ids")
        return self.norm(g.Add(words, positions), name + "LayerNorm")

    def split_heads(self, x, order):
        g = self.graph
        return g.Transpose(g.Reshape(x, g.integers(0, 0, self.heads, self.width // self.heads)), perm=order)

    def attention(self, x, name, bias):
        g = self.graph
        query = self.split_heads(self.linear(x, name + "self.query"), [0, 2, 1, 3])
        key = self.split_heads(self.linear(x, name + "self.key"), [0, 2, 3, 1])
        value = self.split_heads(self.linear(x, name + "self.value"), [0, 2, 1, 3])
        scores = g.Mul(g.MatMul(query, key), g.scalar((self.width // self.heads) ** -0.5))
        mixed = g.MatMul(g.Softmax(g.Add(scores, bias), axis=-1), value)
        joined = g.Reshape(g.Transpose(mixed, perm=[0, 2, 1, 3]), g.integers(0, 0, self.width))
        return self.norm(g.Sum(self.linear(joined, name + "output.dense"), x), name + "output.LayerNorm")

    def layer(self, x, index, bias):
        x = self.attention(x, f"encoder.layer.{index}.attention.", bias)
        name = f"encoder.layer.{index}."
        outliers = OUTLIER_CHANNELS.get(index, [])
        parts = [self.usual_channels(x, name, outliers), x]
        if outliers:
            parts.append(self.outlier_channels(x, name, outliers))
        return self.norm(self.graph.Sum(*parts), name + "output.LayerNorm")

    def usual_channels(self, x, name, outliers):
        """The feed-forward network without those channels: they are nothing before the activation, and so after it."""
        inner, inner_bias = self.weights[name + "intermediate.dense.weight"].T.copy(), self.weights[name + "intermediate.dense.bias"].copy()
        inner[:, outliers], inner_bias[outliers] = 0, 0
        return self.linear(self.graph.Gelu(self.graph.linear(x, inner, inner_bias)), name + "output.dense")

    def outlier_channels(self, x, name, outliers):
        """What those channels alone add to the layer's output."""
        g, weights = self.graph, self.weights
        inner = g.linear(x, weights[name + "intermediate.dense.weight"].T[:, outliers], weights[name + "intermediate.dense.bias"][outliers])
        outer = g.MatMul(g.Gelu(inner), g.constant(weights[name + "output.dense.weight"].T[outliers]))
        self.float_nodes += [node.name for node in g.nodes if node.op_type == "MatMul"][-2:]
        return outer

    def pool(self, x, mask):
        g = self.graph
        mask = g.Unsqueeze(mask, g.integers(-1))
        total = g.ReduceSum(g.Mul(x, mask), g.integers(1), keepdims=0)
        count = g.Max(g.ReduceSum(mask, g.integers(1), keepdims=0), g.scalar(1e-9))
        return g.LpNormalization(g.Div(total, count), name="sentence_embedding", axis=-1, p=2)

    def build(self, path):
        g = self.graph
        mask = g.Cast("attention_mask", to=TensorProto.FLOAT)
        bias = g.Mul(g.Sub(g.scalar(1), g.Unsqueeze(mask, g.integers(1, 2))), g.scalar(-1e9))
        x = self.embeddings()
        for index in range(self.config["num_hidden_layers"]):
            x = self.layer(x, index, bias)
        self.pool(x, mask)
        g.save(path, "all-MiniLM-L6-v2", ["input_ids", "attention_mask"], "sentence_embedding", self.width, opset=GELU_OPSET)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    members, output = map(Path, sys.argv[1:])
    config = json.loads((members / "config.json").read_text())
    encoder = Encoder(Weights(members / "model.safetensors"), config)
    encoder.build(output / "model.onnx")
    quantize_dynamic(
        output / "model.onnx", output / "model-int8.onnx", weight_type=QuantType.QInt8, per_channel=True,
        nodes_to_exclude=encoder.float_nodes)


if __name__ == "__main__":
    main()
