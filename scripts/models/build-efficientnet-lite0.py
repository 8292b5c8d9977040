#!/usr/bin/env python3
"""Builds EfficientNet-Lite0 as ONNX from the published PyTorch weights, without PyTorch.

    build-efficientnet-lite0.py INGREDIENTS TARGET

INGREDIENTS holds weights.pth, TARGET gets model.onnx: input "picture" (n, 3, 224, 224), RGB, (value - 127) / 128 of 8-bit values;
outputs "features" (n, 1280), the pooled last layer; "texture" (n, 352), mean and deviation over the picture of the channels of
some earlier stages; "logits" (n, 1000), the ImageNet classes, for checks.
Architecture: Tan and Le 2019, the "lite" variant without squeeze-and-excitation and with ReLU6.
"""
import collections
import io
import math
import pathlib
import pickle
import sys

import numpy
import numpy.lib.stride_tricks
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE = 224
EPSILON = 1e-3
# (repeats, kernel, stride, expansion, input, output) of each stage.
STAGES = [
    (1, 3, 1, 1, 32, 16), (2, 3, 2, 6, 16, 24), (2, 5, 2, 6, 24, 40), (3, 3, 2, 6, 40, 80),
    (3, 5, 1, 6, 80, 112), (4, 5, 2, 6, 112, 192), (1, 3, 1, 6, 192, 320),
]
# Stages (from 0) whose statistics make the texture vector.
TEXTURE_STAGES = [1, 2, 4]


class Storage:
    """Stands for the bytes of tensors, which come behind the pickles."""

    def __init__(self, key, count):
        self.key, self.count, self.values = key, count, None


def rebuild_tensor(storage, offset, size, stride, *_):
    return storage, offset, size, stride


class WeightsUnpickler(pickle.Unpickler):
    """Reads tensors and nothing else: a pickle may name any function to call, and only these four names are known here."""

    KNOWN = {
        ("collections", "OrderedDict"): collections.OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): rebuild_tensor,
        ("torch", "FloatStorage"): numpy.dtype("<f4"),
        ("torch", "LongStorage"): numpy.dtype("<i8"),
    }

    def __init__(self, file, storages):
        super().__init__(file)
        self.storages = storages

    def find_class(self, module, name):
        if (module, name) not in self.KNOWN:
            raise pickle.UnpicklingError(f"{module}.{name} has no place among weights")
        return self.KNOWN[module, name]

    def persistent_load(self, identifier):
        kind, dtype, key, _, count, *_ = identifier
        if kind != "storage":
            raise pickle.UnpicklingError("an unknown kind of reference")
        self.storages.setdefault(key, (Storage(key, count), dtype))
        return self.storages[key][0]


def read_weights(path):
    """Name to array, from PyTorch's format before 1.6: pickles, then for each storage its count and its values."""
    file = io.BytesIO(path.read_bytes())
    storages = {}
    for _ in range(3):  # magic number, protocol, system
        WeightsUnpickler(file, storages).load()
    tensors = WeightsUnpickler(file, storages).load()
    for key in WeightsUnpickler(file, storages).load():
        storage, dtype = storages[key]
        count = int.from_bytes(file.read(8), "little")
        if count != storage.count:
            raise ValueError(f"storage {key} has {count} values, not {storage.count}")
        storage.values = numpy.frombuffer(file.read(count * dtype.itemsize), dtype)
    return {name: tensor(*parts) for name, parts in tensors.items()}


def tensor(storage, offset, size, stride):
    """The tensor's own copy. The weights were transposed from TensorFlow's, so the steps are of any order."""
    last = offset + sum((count - 1) * step for count, step in zip(size, stride))
    if offset < 0 or min(stride, default=0) < 0 or last >= storage.count:
        raise ValueError("a tensor reaches beyond its storage")
    values = storage.values[offset:]
    return numpy.lib.stride_tricks.as_strided(values, size, [step * values.itemsize for step in stride]).copy()


class Graph:
    def __init__(self, weights):
        self.weights, self.nodes, self.constants = weights, [], []

    def constant(self, array):
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(numpy.ascontiguousarray(array), name))
        return name

    def add(self, kind, inputs, **attributes):
        output = attributes.pop("output", f"value_{len(self.nodes)}")
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def convolution(self, value, name, norm, kernel, stride, groups=1, side=None):
        """Convolution with its batch normalisation folded in, padded as TensorFlow does ("SAME")."""
        scale = self.weights[f"{norm}.weight"] / numpy.sqrt(self.weights[f"{norm}.running_var"] + EPSILON)
        weight = self.weights[f"{name}.weight"] * scale[:, None, None, None]
        bias = self.weights[f"{norm}.bias"] - self.weights[f"{norm}.running_mean"] * scale
        total = max((math.ceil(side / stride) - 1) * stride + kernel - side, 0)
        before, after = total // 2, total - total // 2
        return self.add(
            "Conv", [value, self.constant(weight.astype(numpy.float32)), self.constant(bias.astype(numpy.float32))],
            kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[before, before, after, after], group=groups)

    def relu6(self, value):
        return self.add("Clip", [value, self.constant(numpy.float32(0)), self.constant(numpy.float32(6))])

    def block(self, value, index, kernel, stride, expansion, inputs, outputs, side):
        prefix, start = f"_blocks.{index}", value
        if expansion != 1:
            value = self.relu6(self.convolution(value, f"{prefix}._expand_conv", f"{prefix}._bn0", 1, 1, side=side))
        depth = inputs * expansion
        value = self.relu6(self.convolution(value, f"{prefix}._depthwise_conv", f"{prefix}._bn1", kernel, stride, depth, side))
        value = self.convolution(value, f"{prefix}._project_conv", f"{prefix}._bn2", 1, 1, side=math.ceil(side / stride))
        return self.add("Add", [value, start]) if stride == 1 and inputs == outputs else value

    def statistics(self, value):
        """Mean and standard deviation of each channel over the picture."""
        axes = dict(axes=[2, 3], keepdims=0)
        mean = self.add("ReduceMean", [value], **axes)
        square = self.add("ReduceMean", [self.add("Mul", [value, value])], **axes)
        variance = self.add("Sub", [square, self.add("Mul", [mean, mean])])
        floor = self.add("Max", [variance, self.constant(numpy.float32(1e-6))])
        return self.add("Concat", [self.normalized(mean), self.normalized(self.add("Sqrt", [floor]))], axis=1)

    def normalized(self, value):
        return self.add("LpNormalization", [value], axis=1, p=2)

    def build(self):
        value, side = self.relu6(self.convolution("picture", "_conv_stem", "_bn0", 3, 2, side=SIDE)), SIDE // 2
        index, textures = 0, []
        for stage, (repeats, kernel, stride, expansion, inputs, outputs) in enumerate(STAGES):
            for repeat in range(repeats):
                step, taken = (stride, inputs) if repeat == 0 else (1, outputs)
                value = self.block(value, index, kernel, step, expansion, taken, outputs, side)
                side, index = math.ceil(side / step), index + 1
            if stage in TEXTURE_STAGES:
                textures.append(self.statistics(value))
        self.add("Concat", textures, axis=1, output="texture")
        value = self.relu6(self.convolution(value, "_conv_head", "_bn1", 1, 1, side=side))
        self.add("ReduceMean", [value], axes=[2, 3], keepdims=0, output="features")
        self.add("Gemm", ["features", self.constant(self.weights["_fc.weight"]), self.constant(self.weights["_fc.bias"])], transB=1, output="logits")
        return self.model()

    def model(self):
        texture = sum(2 * STAGES[stage][5] for stage in TEXTURE_STAGES)
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", size])
                   for name, size in (("features", 1280), ("texture", texture), ("logits", 1000))]
        picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["n", 3, SIDE, SIDE])
        graph = helper.make_graph(self.nodes, "efficientnet-lite0", [picture], outputs, self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def main():
    ingredients, target = map(pathlib.Path, sys.argv[1:3])
    model = Graph(read_weights(ingredients / "weights.pth")).build()
    onnx.checker.check_model(model)
    onnx.save(model, target / "model.onnx")


if __name__ == "__main__":
    main()
