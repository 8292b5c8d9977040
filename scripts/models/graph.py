"""A small way of writing ONNX graphs: each call adds a node and returns the name of its output."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 9  # what ONNX Runtime of 2024 and later reads


class Graph:
    def __init__(self):
        self.nodes = []
        self.constants = []

    def constant(self, value, dtype=None):
        name = f"constant{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype), name))
        return name

    def integers(self, *values):
        return self.constant(values, np.int64)

    def scalar(self, value):
        return self.constant(np.float32(value))

    def __getattr__(self, operator):
        """`graph.MatMul(a, b)`: a node of that operator."""

        def add(*inputs, name=None, **attributes):
            output = name or f"{operator.lower()}{len(self.nodes)}"
            self.nodes.append(helper.make_node(operator, list(inputs), [output], name=f"{operator}{len(self.nodes)}", **attributes))
            return output

        return add

    def linear(self, x, weight, bias):
        """`weight` has a row for each input."""
        return self.Add(self.MatMul(x, self.constant(weight)), self.constant(bias))

    def layer_norm(self, x, gain, shift, epsilon):
        return self.LayerNormalization(x, self.constant(gain), self.constant(shift), axis=-1, epsilon=epsilon)

    def save(self, path, name, inputs, output, dimension, opset=OPSET):
        """Inputs are int64 [batch, sequence]; the output is float [batch, dimension]."""
        graph = helper.make_graph(
            self.nodes, name,
            [helper.make_tensor_value_info(i, TensorProto.INT64, ["batch", "sequence"]) for i in inputs],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", dimension])],
            self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        onnx.save(model, path)
