"""tiny-clip: a model in the shape of CLIP that finds the word for a picture's colour."""

import numpy as np
import tokenizer
from graph import FLOAT, INT64, Graph
from vlm import save_json
from wiring import COLOURS, PATCH_SIZE, PICTURE_SIZE

PAD, UNKNOWN = "[PAD]", "[UNK]"
WORDS = [PAD, UNKNOWN, "red", "green", "blue", "white", "black"]
SIZE = 8
# By what the similarity of a text and a picture is multiplied, as CLIP has learned it.
SHARPNESS = 20

random = np.random.default_rng(20260602)


def save_clip(folder):
    save_network(folder / "onnx/model.onnx")
    config = {"architectures": ["CLIPModel"], "model_type": "clip", "transformers.js_config": {"dtype": "fp32"}}
    preprocessor = {
        "image_processor_type": "CLIPImageProcessor",
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": [0.5] * 3,
        "image_std": [0.5] * 3,
        "resample": 2,
        "size": {"width": PICTURE_SIZE, "height": PICTURE_SIZE},
    }
    tokenizer_config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "pad_token": PAD,
        "unk_token": UNKNOWN,
        "model_max_length": 64,
    }
    save_json(folder, "config.json", config)
    save_json(folder, "preprocessor_config.json", preprocessor)
    save_json(folder, "tokenizer.json", word_tokenizer())
    save_json(folder, "tokenizer_config.json", tokenizer_config)


def word_tokenizer():
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [tokenizer.added_token(number, WORDS[number]) for number in (0, 1)],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordLevel",
            "unk_token": UNKNOWN,
            "vocab": {word: number for number, word in enumerate(WORDS)},
        },
    }


def save_network(path):
    graph = Graph()
    text = unit_vector(graph, embed_text(graph), "text_embeds")
    picture = unit_vector(graph, embed_picture(graph), "image_embeds")
    similarity = graph.add("MatMul", picture, graph.add("Transpose", text, perm=[1, 0]))
    graph.add("Mul", similarity, graph.floats(SHARPNESS), outputs=["logits_per_image"])
    graph.add("Transpose", "logits_per_image", perm=[1, 0], outputs=["logits_per_text"])
    texts = ["text_batch_size", "sequence_length"]
    inputs = [
        ("input_ids", INT64, texts),
        ("pixel_values", FLOAT, ["image_batch_size", 3, PICTURE_SIZE, PICTURE_SIZE]),
        ("attention_mask", INT64, texts),
    ]
    outputs = [
        ("logits_per_image", FLOAT, ["images", "texts"]),
        ("logits_per_text", FLOAT, ["texts", "images"]),
        ("text_embeds", FLOAT, ["texts", SIZE]),
        ("image_embeds", FLOAT, ["images", SIZE]),
    ]
    graph.save(path, inputs, outputs)


def embed_text(graph):
    """The sum of the words' vectors."""
    words = random.standard_normal((len(WORDS), SIZE)) * 0.02
    words[0] = 0
    words[-len(COLOURS) :, :3] += COLOURS
    mask = graph.add("Unsqueeze", graph.add("Cast", "attention_mask", to=FLOAT), graph.ints(2))
    vectors = graph.add("Mul", graph.add("Gather", graph.floats(words), "input_ids"), mask)
    return graph.add("ReduceSum", vectors, graph.ints(1), keepdims=0)


def embed_picture(graph):
    """The mean colour."""
    weights = random.standard_normal((SIZE, 3, PATCH_SIZE, PATCH_SIZE)) * 0.002
    for channel in range(3):
        weights[channel, channel] = 1 / PATCH_SIZE**2
    size = [PATCH_SIZE, PATCH_SIZE]
    patches = graph.add("Conv", "pixel_values", graph.floats(weights), kernel_shape=size, strides=size)
    return graph.add("Flatten", graph.add("GlobalAveragePool", patches))


def unit_vector(graph, value, name):
    square = graph.add("ReduceSum", graph.add("Mul", value, value), graph.ints(1), keepdims=1)
    length = graph.add("Sqrt", graph.add("Add", square, graph.floats(1e-6)))
    return graph.add("Div", value, length, outputs=[name])
