"""The decoder of tiny-vlm, of standard operators, with the weights as they are or in four bits."""

import numpy as np
import tokenizer
import wiring
from graph import BOOL, FLOAT, INT64, Graph
from wiring import HEAD_SIZE, HEADS, HIDDEN, KEY_HEADS, LAYERS

EPSILON = 1e-5


def save_decoder(path, bits=32):
    graph = Graph()
    new, past = (length(graph, name, axis) for name, axis in (("inputs_embeds", 1), ("past_key_values.0.key", 2)))
    total = graph.add("Add", new, past)
    bias = attention_bias(graph, new, past, total)
    position = graph.add("Mod", "position_ids", graph.int(wiring.POSITIONS))
    position = graph.add("Gather", graph.floats(wiring.POSITION_TABLE), position)
    rows = graph.add("Add", "inputs_embeds", position)
    for index, weights in enumerate(wiring.LAYER_WEIGHTS):
        # The wired layer stays exact, and its numbers are not to be shifted by a norm.
        is_wired = index == 0
        values = rows if is_wired else normalise(graph, rows)
        seen = attend(graph, values, weights, index, bias, total, 32 if is_wired else bits)
        rows = graph.add("Add", rows, seen)
        rows = graph.add("Add", rows, think(graph, normalise(graph, rows), weights, bits))
    graph.add("MatMul", rows, graph.floats(wiring.OUTPUT), outputs=["logits"])
    sequence = ["batch_size", "sequence_length"]
    inputs = [
        ("inputs_embeds", FLOAT, [*sequence, HIDDEN]),
        ("attention_mask", INT64, ["batch_size", "total_sequence_length"]),
        ("position_ids", INT64, sequence),
    ]
    inputs += key_values("past_key_values", "past_sequence_length", LAYERS, KEY_HEADS, HEAD_SIZE)
    outputs = [("logits", FLOAT, [*sequence, tokenizer.SIZE])]
    outputs += key_values("present", "total_sequence_length", LAYERS, KEY_HEADS, HEAD_SIZE)
    graph.save(path, inputs, outputs)


def key_values(prefix, length, layers, heads, size):
    """The keys and values of earlier tokens, as they are passed in and out."""
    shape = ["batch_size", heads, length, size]
    return [(f"{prefix}.{layer}.{part}", FLOAT, shape) for layer in range(layers) for part in ("key", "value")]


def length(graph, value, axis):
    """A dimension of a value, as a vector of one."""
    return graph.add("Gather", graph.add("Shape", value), graph.ints(axis))


def attention_bias(graph, new, past, total):
    """0 where a token may look, and next to minus infinity where it may not."""

    def numbers(end):
        return graph.add("Range", graph.int(0), graph.add("Squeeze", end), graph.int(1))

    asking = graph.add("Unsqueeze", graph.add("Add", numbers(new), past), graph.ints(1))
    asked = graph.add("Unsqueeze", numbers(total), graph.ints(0))
    mask = graph.add("Cast", graph.add("Unsqueeze", "attention_mask", graph.ints(1, 2)), to=BOOL)
    may_look = graph.add("And", graph.add("LessOrEqual", asked, asking), mask)
    return graph.add("Where", may_look, graph.floats(0), graph.floats(-1e9))


def normalise(graph, rows):
    ones, zeros = graph.floats(np.ones(HIDDEN)), graph.floats(np.zeros(HIDDEN))
    return graph.add("LayerNormalization", rows, ones, zeros, axis=-1, epsilon=EPSILON)


def attend(graph, rows, weights, layer, bias, total, bits):
    def project(name, heads):
        values = graph.linear(rows, weights[name], bits)
        values = graph.add("Reshape", values, graph.ints(0, 0, heads, HEAD_SIZE))
        return graph.add("Transpose", values, perm=[0, 2, 1, 3])

    def with_past(part, values):
        past, present = f"past_key_values.{layer}.{part}", f"present.{layer}.{part}"
        return graph.add("Concat", past, values, axis=2, outputs=[present])

    def for_each_head(values):
        """Repeats the heads of keys and values, which are fewer."""
        shape = graph.add("Concat", graph.ints(-1, KEY_HEADS, 1), total, graph.ints(HEAD_SIZE), axis=0)
        copies = graph.add("Concat", *[graph.add("Reshape", values, shape)] * (HEADS // KEY_HEADS), axis=2)
        shape = graph.add("Concat", graph.ints(-1, HEADS), total, graph.ints(HEAD_SIZE), axis=0)
        return graph.add("Reshape", copies, shape)

    query = project("query", HEADS)
    key, value = (for_each_head(with_past(part, project(part, KEY_HEADS))) for part in ("key", "value"))
    fit = graph.add("MatMul", query, graph.add("Transpose", key, perm=[0, 1, 3, 2]))
    fit = graph.add("Mul", fit, graph.floats(HEAD_SIZE**-0.5))
    share = graph.add("Softmax", graph.add("Add", fit, bias), axis=-1)
    seen = graph.add("Transpose", graph.add("MatMul", share, value), perm=[0, 2, 1, 3])
    return graph.linear(graph.add("Reshape", seen, graph.ints(0, 0, HEADS * HEAD_SIZE)), weights["out"], bits)


def think(graph, rows, weights, bits):
    inner = graph.linear(rows, weights["up"], bits)
    return graph.linear(graph.add("Mul", inner, graph.add("Sigmoid", inner)), weights["down"], bits)
