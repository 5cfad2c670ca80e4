"""ops-vlm: a model of the operators that models of the hubs are built of, with random weights.

It says nothing sensible; that WebGPU and WebAssembly give the same is what can be asked of it.
"""

from dataclasses import dataclass

import numpy as np
import tokenizer
from decoder import EPSILON, key_values
from encoders import save_embedding
from graph import BLOCK, BOOL, FLOAT, INT32, INT64, MICROSOFT, Graph
from vlm import save_configs

# Of the angles by which tokens tell their distance.
POSITIONS, BASE = 8192, 100_000

random = np.random.default_rng(20260603)


@dataclass(frozen=True)
class Part:
    """The dimensions of a stack of layers."""

    hidden: int
    layers: int
    inner: int
    heads: int


@dataclass(frozen=True)
class Shape:
    """The dimensions of a model."""

    vision: Part
    text: Part
    key_heads: int
    picture_size: int
    patch_size: int
    # Neighbouring patches that become one token, along a side.
    joined: int
    # More than the tokenizer knows are never written.
    vocabulary: int
    # Whether large pictures are looked at in tiles.
    tiles: bool

    @property
    def head_size(self):
        return self.text.hidden // self.text.heads

    @property
    def side(self):
        return self.picture_size // self.patch_size

    @property
    def picture_tokens(self):
        return (self.side // self.joined) ** 2


TINY = Shape(
    vision=Part(hidden=64, layers=2, inner=128, heads=2),
    text=Part(hidden=64, layers=2, inner=128, heads=4),
    key_heads=2,
    picture_size=64,
    patch_size=16,
    joined=2,
    vocabulary=tokenizer.SIZE,
    tiles=False,
)


def save_ops(folder, shape=TINY):
    save_vision_encoder(folder / "onnx/vision_encoder_q4.onnx", shape)
    table = random.standard_normal((shape.vocabulary, shape.text.hidden)) * 0.05
    save_embedding(folder / "onnx/embed_tokens_q4.onnx", table)
    save_decoder(folder / "onnx/decoder_model_merged_q4.onnx", shape)
    save_configs(
        folder,
        dtype="q4",
        text={
            "hidden_size": shape.text.hidden,
            "intermediate_size": shape.text.inner,
            "num_attention_heads": shape.text.heads,
            "num_key_value_heads": shape.key_heads,
            "head_dim": shape.head_size,
            "num_hidden_layers": shape.text.layers,
        },
        vision={
            "hidden_size": shape.vision.hidden,
            "image_size": shape.picture_size,
            "patch_size": shape.patch_size,
        },
        picture_tokens=shape.picture_tokens,
        joined=shape.joined,
        tiles=shape.tiles,
    )


def linear(graph, rows, inputs, outputs, written=None):
    """Multiplies with random weights of four bits; outputs beyond those written are nothing."""
    quantised = random.integers(0, 256, (outputs, inputs // BLOCK, BLOCK // 2), np.uint8)
    scales = random.uniform(0.5, 1.5, outputs * inputs // BLOCK) / 4 / np.sqrt(inputs)
    if written is not None:
        scales.reshape(outputs, -1)[written:] = 0
    return graph.quantised_linear(rows, quantised, scales, (inputs, outputs), accuracy_level=4)


def save_vision_encoder(path, shape):
    graph = Graph()
    hidden = shape.vision.hidden

    def linear_with_bias(rows, inputs, outputs):
        return graph.add("Add", linear(graph, rows, inputs, outputs), graph.floats(np.zeros(outputs)))

    def normalise(rows):
        ones, zeros = graph.floats(np.ones(hidden)), graph.floats(np.zeros(hidden))
        return graph.add("LayerNormalization", rows, ones, zeros, axis=-1)

    pixels = graph.add("Reshape", "pixel_values", graph.ints(-1, 3, shape.picture_size, shape.picture_size))
    size = [shape.patch_size, shape.patch_size]
    weights = graph.floats(random.standard_normal((hidden, 3, *size)) * 0.02)
    patches = graph.add("Conv", pixels, weights, kernel_shape=size, strides=size)
    rows = graph.add("Reshape", patches, graph.ints(0, hidden, shape.side**2))
    rows = graph.add("Transpose", rows, perm=[0, 2, 1])
    for _ in range(shape.vision.layers):
        values = normalise(rows)
        parts = [linear_with_bias(values, hidden, hidden) for _ in range(3)]
        seen = graph.add("MultiHeadAttention", *parts, domain=MICROSOFT, num_heads=shape.vision.heads)
        rows = graph.add("Add", rows, linear_with_bias(seen, hidden, hidden))
        inner = graph.add("Gelu", linear_with_bias(normalise(rows), hidden, shape.vision.inner), domain=MICROSOFT)
        rows = graph.add("Add", rows, linear_with_bias(inner, shape.vision.inner, hidden))
    joined = join(graph, normalise(rows), shape)
    graph.name(linear(graph, joined, hidden * shape.joined**2, shape.text.hidden), "image_features")
    size = [shape.picture_size, shape.picture_size]
    inputs = [
        ("pixel_values", FLOAT, ["batch_size", "num_images", 3, *size]),
        ("pixel_attention_mask", BOOL, ["batch_size", "num_images", *size]),
    ]
    graph.save(path, inputs, [("image_features", FLOAT, ["images", shape.picture_tokens, shape.text.hidden])])


def join(graph, rows, shape):
    """Puts the rows of neighbouring patches into one."""
    side, joined, hidden = shape.side // shape.joined, shape.joined, shape.vision.hidden
    squares = graph.add("Reshape", rows, graph.ints(-1, side, joined, side, joined, hidden))
    squares = graph.add("Transpose", squares, perm=[0, 1, 3, 2, 4, 5])
    return graph.add("Reshape", squares, graph.ints(-1, shape.picture_tokens, hidden * joined**2))


def save_decoder(path, shape):
    graph = Graph()
    hidden, inner_size = shape.text.hidden, shape.text.inner

    def normalise(rows):
        ones = graph.floats(np.ones(hidden))
        return graph.add("SimplifiedLayerNormalization", rows, ones, axis=-1, epsilon=EPSILON)

    lengths = sequence_lengths(graph)
    rows = "inputs_embeds"
    for layer in range(shape.text.layers):
        rows = graph.add("Add", rows, attend(graph, normalise(rows), layer, lengths, shape))
        values = normalise(rows)
        gate = linear(graph, values, hidden, inner_size)
        gate = graph.add("Mul", gate, graph.add("Sigmoid", gate))
        inner = graph.add("Mul", gate, linear(graph, values, hidden, inner_size))
        rows = graph.add("Add", rows, linear(graph, inner, inner_size, hidden))
    graph.name(linear(graph, normalise(rows), hidden, shape.vocabulary, written=tokenizer.SIZE), "logits")
    sequence = ["batch_size", "sequence_length"]
    inputs = [
        ("inputs_embeds", FLOAT, [*sequence, hidden]),
        ("attention_mask", INT64, ["batch_size", "total_sequence_length"]),
    ]
    heads = (shape.text.layers, shape.key_heads, shape.head_size)
    inputs += key_values("past_key_values", "past_sequence_length", *heads)
    outputs = [("logits", FLOAT, [*sequence, shape.vocabulary])]
    outputs += key_values("present", "total_sequence_length", *heads)
    graph.save(path, inputs, outputs)


def sequence_lengths(graph):
    """How many tokens each text has, less one, and how many the longest has: as GroupQueryAttention takes them."""
    counts = graph.add("ReduceSum", "attention_mask", graph.ints(1), keepdims=0)
    each = graph.add("Cast", graph.add("Sub", counts, graph.ints(1)), to=INT32)
    longest = graph.add("Gather", graph.add("Shape", "attention_mask"), graph.int(1))
    return each, graph.add("Cast", longest, to=INT32)


def attend(graph, rows, layer, lengths, shape):
    hidden, heads, head_size = shape.text.hidden, shape.text.heads, shape.head_size
    angles = np.arange(POSITIONS)[:, None] / BASE ** (np.arange(0, head_size, 2) / head_size)
    query, key, value = (
        linear(graph, rows, hidden, number * head_size) for number in (heads, shape.key_heads, shape.key_heads)
    )
    past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
    present = [f"present.{layer}.{part}" for part in ("key", "value")]
    turned = graph.floats(np.cos(angles)), graph.floats(np.sin(angles))
    seen = graph.add(
        "GroupQueryAttention",
        *(query, key, value, *past, *lengths, *turned),
        outputs=[f"seen_{layer}", *present],
        domain=MICROSOFT,
        num_heads=heads,
        kv_num_heads=shape.key_heads,
        do_rotary=1,
    )
    return linear(graph, seen, heads * head_size, hidden)
