"""The parts of tiny-vlm before its decoder: pictures and tokens become rows of numbers."""

import wiring
from graph import BOOL, FLOAT, INT64, Graph
from wiring import HIDDEN, PATCH_SIZE, PICTURE_SIZE, PICTURE_TOKENS


def save_vision_encoder(path):
    graph = Graph()
    mask = graph.add("Cast", "pixel_attention_mask", to=FLOAT)
    pixels = graph.add("Mul", "pixel_values", graph.add("Unsqueeze", mask, graph.ints(2)))
    pixels = graph.add("Reshape", pixels, graph.ints(-1, 3, PICTURE_SIZE, PICTURE_SIZE))
    weights, bias = map(graph.floats, wiring.PATCHES)
    size = [PATCH_SIZE, PATCH_SIZE]
    patches = graph.add("Conv", pixels, weights, bias, kernel_shape=size, strides=size)
    joined = graph.add("AveragePool", patches, kernel_shape=[2, 2], strides=[2, 2])
    rows = graph.add("Reshape", joined, graph.ints(0, HIDDEN, PICTURE_TOKENS))
    graph.add("Transpose", rows, perm=[0, 2, 1], outputs=["image_features"])
    size = [PICTURE_SIZE, PICTURE_SIZE]
    inputs = [
        ("pixel_values", FLOAT, ["batch_size", "num_images", 3, *size]),
        ("pixel_attention_mask", BOOL, ["batch_size", "num_images", *size]),
    ]
    graph.save(path, inputs, [("image_features", FLOAT, ["images", PICTURE_TOKENS, HIDDEN])])


def save_embedding(path, table=wiring.EMBEDDINGS):
    graph = Graph()
    graph.add("Gather", graph.floats(table), "input_ids", outputs=["inputs_embeds"])
    shape = ["batch_size", "sequence_length"]
    graph.save(path, [("input_ids", INT64, shape)], [("inputs_embeds", FLOAT, [*shape, table.shape[1]])])
