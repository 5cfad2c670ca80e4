"""Builds ONNX graphs node by node."""

from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper

FLOAT, INT64, INT32, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL

# Where the operators lie that ONNX Runtime adds to the standard's.
MICROSOFT = "com.microsoft"

# Inputs that share a scale in quantised weights.
BLOCK = 32


class Graph:
    def __init__(self):
        self.nodes = []
        self.constants = []
        self.names = {}

    def constant(self, values):
        """The name of a constant; equal ones are stored once."""
        array = np.ascontiguousarray(values)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self.names:
            self.names[key] = f"constant_{len(self.names)}"
            self.constants.append(numpy_helper.from_array(array, self.names[key]))
        return self.names[key]

    def floats(self, values):
        return self.constant(np.asarray(values, np.float32))

    def ints(self, *values):
        """A vector of integers, as shapes and axes are given."""
        return self.constant(np.array(values, np.int64))

    def int(self, value):
        return self.constant(np.int64(value))

    def add(self, operator, *inputs, outputs=None, domain=None, **attributes):
        """Adds a node and returns the name of its first output."""
        number = len(self.nodes)
        outputs = outputs or [f"value_{number}"]
        name = f"{operator}_{number}"
        self.nodes.append(helper.make_node(operator, list(inputs), outputs, name=name, domain=domain, **attributes))
        return outputs[0]

    def name(self, value, name):
        """Gives a value the name under which the graph puts it out."""
        return self.add("Identity", value, outputs=[name])

    def linear(self, value, weights, bits=32):
        """Multiplies with a matrix, as it is or quantised to four bits."""
        if bits == 32:
            return self.add("MatMul", value, self.floats(weights))
        quantised, scales = quantise(weights)
        return self.quantised_linear(value, quantised, scales, weights.shape, accuracy_level=0)

    def quantised_linear(self, value, quantised, scales, shape, accuracy_level):
        attributes = {"K": shape[0], "N": shape[1], "bits": 4, "block_size": BLOCK, "accuracy_level": accuracy_level}
        constants = self.constant(quantised), self.floats(scales)
        return self.add("MatMulNBits", value, *constants, domain=MICROSOFT, **attributes)

    def save(self, path, inputs, outputs):
        """Writes the graph; inputs and outputs are (name, type, shape)."""
        describe = [[helper.make_tensor_value_info(*value) for value in values] for values in (inputs, outputs)]
        graph = helper.make_graph(self.nodes, path.stem, *describe, initializer=self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="gmai-scope")
        path.parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(model.SerializeToString(deterministic=True))


def quantise(weights):
    """Weights as MatMulNBits takes them: blocks of four bits around 8, each with a scale."""
    inputs, outputs = weights.shape
    blocks = weights.T.reshape(outputs, inputs // BLOCK, BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)
    scales = np.where(largest == 0, 1, largest / -8)
    numbers = np.clip(np.rint(blocks / scales) + 8, 0, 15).astype(np.uint8)
    return numbers[..., 0::2] | (numbers[..., 1::2] << 4), scales.astype(np.float32).reshape(-1)
