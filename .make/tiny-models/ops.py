"""ops-vlm: a model of the operators that models of the hubs are built of, with random weights.

It says nothing sensible; that WebGPU and WebAssembly give the same is what can be asked of it.
"""

import numpy as np
import tokenizer
from decoder import EPSILON, key_values
from encoders import save_embedding
from graph import BLOCK, BOOL, FLOAT, INT32, INT64, MICROSOFT, Graph
from vlm import save_configs

HIDDEN, LAYERS, INNER = 64, 2, 128
HEADS, KEY_HEADS, HEAD_SIZE = 4, 2, 16
PICTURE_SIZE, PATCH_SIZE, PICTURE_HEADS = 64, 16, 2
SIDE = PICTURE_SIZE // PATCH_SIZE
# Neighbouring patches that become one token, along a side.
JOINED = 2
PICTURE_TOKENS = (SIDE // JOINED) ** 2

# Of the angles by which tokens tell their distance.
POSITIONS, BASE = 8192, 100_000

random = np.random.default_rng(20260603)


def save_ops(folder):
    save_vision_encoder(folder / "onnx/vision_encoder_q4.onnx")
    save_embedding(folder / "onnx/embed_tokens_q4.onnx", random.standard_normal((tokenizer.SIZE, HIDDEN)) * 0.05)
    save_decoder(folder / "onnx/decoder_model_merged_q4.onnx")
    save_configs(
        folder,
        dtype="q4",
        text={
            "hidden_size": HIDDEN,
            "intermediate_size": INNER,
            "num_attention_heads": HEADS,
            "num_key_value_heads": KEY_HEADS,
            "head_dim": HEAD_SIZE,
            "num_hidden_layers": LAYERS,
        },
        vision={"hidden_size": HIDDEN, "image_size": PICTURE_SIZE, "patch_size": PATCH_SIZE},
        picture_tokens=PICTURE_TOKENS,
    )


def linear(graph, rows, inputs, outputs):
    """Multiplies with random weights of four bits."""
    quantised = random.integers(0, 256, (outputs, inputs // BLOCK, BLOCK // 2), np.uint8)
    scales = random.uniform(0.5, 1.5, outputs * inputs // BLOCK) / 4 / np.sqrt(inputs)
    return graph.quantised_linear(rows, quantised, scales, (inputs, outputs), accuracy_level=4)


def save_vision_encoder(path):
    graph = Graph()

    def linear_with_bias(rows, inputs, outputs):
        return graph.add("Add", linear(graph, rows, inputs, outputs), graph.floats(np.zeros(outputs)))

    def normalise(rows):
        ones, zeros = graph.floats(np.ones(HIDDEN)), graph.floats(np.zeros(HIDDEN))
        return graph.add("LayerNormalization", rows, ones, zeros, axis=-1)

    pixels = graph.add("Reshape", "pixel_values", graph.ints(-1, 3, PICTURE_SIZE, PICTURE_SIZE))
    size = [PATCH_SIZE, PATCH_SIZE]
    weights = graph.floats(random.standard_normal((HIDDEN, 3, *size)) * 0.02)
    patches = graph.add("Conv", pixels, weights, kernel_shape=size, strides=size)
    rows = graph.add("Reshape", patches, graph.ints(0, HIDDEN, SIDE**2))
    rows = graph.add("Transpose", rows, perm=[0, 2, 1])
    for _ in range(LAYERS):
        values = normalise(rows)
        parts = [linear_with_bias(values, HIDDEN, HIDDEN) for _ in range(3)]
        seen = graph.add("MultiHeadAttention", *parts, domain=MICROSOFT, num_heads=PICTURE_HEADS)
        rows = graph.add("Add", rows, linear_with_bias(seen, HIDDEN, HIDDEN))
        inner = graph.add("Gelu", linear_with_bias(normalise(rows), HIDDEN, INNER), domain=MICROSOFT)
        rows = graph.add("Add", rows, linear_with_bias(inner, INNER, HIDDEN))
    graph.name(linear(graph, join(graph, normalise(rows)), HIDDEN * JOINED**2, HIDDEN), "image_features")
    size = [PICTURE_SIZE, PICTURE_SIZE]
    inputs = [
        ("pixel_values", FLOAT, ["batch_size", "num_images", 3, *size]),
        ("pixel_attention_mask", BOOL, ["batch_size", "num_images", *size]),
    ]
    graph.save(path, inputs, [("image_features", FLOAT, ["images", PICTURE_TOKENS, HIDDEN])])


def join(graph, rows):
    """Puts the rows of neighbouring patches into one."""
    side = SIDE // JOINED
    squares = graph.add("Reshape", rows, graph.ints(-1, side, JOINED, side, JOINED, HIDDEN))
    squares = graph.add("Transpose", squares, perm=[0, 1, 3, 2, 4, 5])
    return graph.add("Reshape", squares, graph.ints(-1, PICTURE_TOKENS, HIDDEN * JOINED**2))


def save_decoder(path):
    graph = Graph()

    def normalise(rows):
        ones = graph.floats(np.ones(HIDDEN))
        return graph.add("SimplifiedLayerNormalization", rows, ones, axis=-1, epsilon=EPSILON)

    lengths = sequence_lengths(graph)
    rows = "inputs_embeds"
    for layer in range(LAYERS):
        rows = graph.add("Add", rows, attend(graph, normalise(rows), layer, lengths))
        values = normalise(rows)
        gate = linear(graph, values, HIDDEN, INNER)
        gate = graph.add("Mul", gate, graph.add("Sigmoid", gate))
        inner = graph.add("Mul", gate, linear(graph, values, HIDDEN, INNER))
        rows = graph.add("Add", rows, linear(graph, inner, INNER, HIDDEN))
    graph.name(linear(graph, normalise(rows), HIDDEN, tokenizer.SIZE), "logits")
    sequence = ["batch_size", "sequence_length"]
    inputs = [
        ("inputs_embeds", FLOAT, [*sequence, HIDDEN]),
        ("attention_mask", INT64, ["batch_size", "total_sequence_length"]),
    ]
    inputs += key_values("past_key_values", "past_sequence_length", LAYERS, KEY_HEADS, HEAD_SIZE)
    outputs = [("logits", FLOAT, [*sequence, tokenizer.SIZE])]
    outputs += key_values("present", "total_sequence_length", LAYERS, KEY_HEADS, HEAD_SIZE)
    graph.save(path, inputs, outputs)


def sequence_lengths(graph):
    """How many tokens each text has, less one, and how many the longest has: as GroupQueryAttention takes them."""
    counts = graph.add("ReduceSum", "attention_mask", graph.ints(1), keepdims=0)
    each = graph.add("Cast", graph.add("Sub", counts, graph.ints(1)), to=INT32)
    longest = graph.add("Gather", graph.add("Shape", "attention_mask"), graph.int(1))
    return each, graph.add("Cast", longest, to=INT32)


def attend(graph, rows, layer, lengths):
    angles = np.arange(POSITIONS)[:, None] / BASE ** (np.arange(0, HEAD_SIZE, 2) / HEAD_SIZE)
    query, key, value = (
        linear(graph, rows, HIDDEN, heads * HEAD_SIZE) for heads in (HEADS, KEY_HEADS, KEY_HEADS)
    )
    past = [f"past_key_values.{layer}.{part}" for part in ("key", "value")]
    present = [f"present.{layer}.{part}" for part in ("key", "value")]
    turned = graph.floats(np.cos(angles)), graph.floats(np.sin(angles))
    seen = graph.add(
        "GroupQueryAttention",
        *(query, key, value, *past, *lengths, *turned),
        outputs=[f"seen_{layer}", *present],
        domain=MICROSOFT,
        num_heads=HEADS,
        kv_num_heads=KEY_HEADS,
        do_rotary=1,
    )
    return linear(graph, seen, HEADS * HEAD_SIZE, HIDDEN)
