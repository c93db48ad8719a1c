"""Writes the small models of the engine's tests beside itself. Needs the Python packages numpy and onnx."""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent


def floats(name, shape):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def model(name, nodes, inputs, outputs, constants):
    graph = helper.make_graph(nodes, name, inputs, outputs, constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="cleargrain")
    onnx.checker.check_model(made, full_check=True)
    return made.SerializeToString()


# One 3×3 convolution, kernel 1 to 9.
kernel = np.arange(1, 10, dtype=np.float32).reshape(1, 1, 3, 3)
(HERE / "convolution.onnx").write_bytes(
    model(
        "convolution",
        [helper.make_node("Conv", ["x", "kernel"], ["y"], pads=[1, 1, 1, 1])],
        [floats("x", [1, 1, "height", "width"])],
        [floats("y", [1, 1, "height", "width"])],
        [numpy_helper.from_array(kernel, "kernel")],
    )
)

# State that a run replaces: count' = count + step, and the double of the new count for the caller.
(HERE / "counter.onnx").write_bytes(
    model(
        "counter",
        [helper.make_node("Add", ["count", "step"], ["next"]), helper.make_node("Add", ["next", "next"], ["double"])],
        [floats("count", [3]), floats("step", [1])],
        [floats("next", [3]), floats("double", [3])],
        [],
    )
)
