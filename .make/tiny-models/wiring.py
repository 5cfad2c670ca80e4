"""The weights of tiny-vlm: random, but for a path that is wired so that the answer is known.

Of the 32 numbers that the model knows of each token some have a meaning:

    0–2    the colour, of picture tokens
    3      whether the token is a letter
    4      always 1
    5      whether the token is of a picture
    8–10   the colour that the first layer's first head has seen

The head of the first layer asks (by 4) for picture tokens (5) and copies their colour to 8–10, and the output weighs
each letter by how well its colour fits that. After a letter the end follows. Noise never touches these numbers.
"""

import numpy as np
import tokenizer

HIDDEN = 32
LAYERS = 2
HEADS = 4
KEY_HEADS = 2
HEAD_SIZE = 8
INNER = 64

PICTURE_SIZE = 32
PATCH_SIZE = 8
# Picture tokens after neighbours were joined, two by two.
PICTURE_TOKENS = (PICTURE_SIZE // PATCH_SIZE // 2) ** 2

COLOUR, IS_LETTER, ONE, IS_PICTURE, SEEN = slice(0, 3), 3, 4, 5, slice(8, 11)
WIRED = [0, 1, 2, 3, 4, 5, 8, 9, 10]

POSITIONS = 64

# What each letter stands for: red, green, blue, white, black; -1 is dark and 1 is bright, as the processor says it.
COLOURS = [(1, -1, -1), (-1, 1, -1), (-1, -1, 1), (1, 1, 1), (-1, -1, -1)]

random = np.random.default_rng(20260601)


def noise(*shape, scale=0.05, free=None):
    """Random weights; `free` is the axis whose wired numbers they leave alone."""
    weights = random.standard_normal(shape) * scale
    if free is not None:
        np.moveaxis(weights, free, 0)[WIRED] = 0
    return weights.astype(np.float32)


def embeddings():
    table = noise(tokenizer.SIZE, HIDDEN, scale=0.2, free=1)
    table[:, ONE] = 1
    for letter in tokenizer.LETTERS:
        table[list(tokenizer.tokens_of(letter)), IS_LETTER] = 1
    return table


def patches():
    """Weights and bias by which patches of a picture become tokens: the mean of each colour is kept."""
    weights = noise(HIDDEN, 3, PATCH_SIZE, PATCH_SIZE, scale=0.01, free=0)
    for channel in range(3):
        weights[channel, channel] = 1 / PATCH_SIZE**2
    bias = np.zeros(HIDDEN, np.float32)
    bias[[ONE, IS_PICTURE]] = 1
    return weights, bias


def layer(is_first):
    weights = {
        "query": noise(HIDDEN, HEADS * HEAD_SIZE),
        "key": noise(HIDDEN, KEY_HEADS * HEAD_SIZE),
        "value": noise(HIDDEN, KEY_HEADS * HEAD_SIZE),
        "out": noise(HEADS * HEAD_SIZE, HIDDEN, free=1),
        "up": noise(HIDDEN, INNER),
        "down": noise(INNER, HIDDEN, free=1),
    }
    if is_first:
        wire_first_head(weights)
    return weights


def wire_first_head(weights):
    for name in ("query", "key", "value"):
        weights[name][:, :HEAD_SIZE] = 0
    weights["query"][ONE, 0] = 60
    weights["key"][IS_PICTURE, 0] = 1
    for channel in range(3):
        weights["value"][channel, channel] = 1
        weights["out"][channel] = 0
        weights["out"][channel, SEEN.start + channel] = 1


def positions():
    return noise(POSITIONS, HIDDEN, scale=0.01, free=1)


def output():
    weights = noise(HIDDEN, tokenizer.SIZE, scale=0.1, free=0)
    for letter, colour in zip(tokenizer.LETTERS, COLOURS, strict=True):
        for spelling, token in enumerate(tokenizer.tokens_of(letter)):
            weights[SEEN, token] = 2 * np.array(colour)
            # The spelling after a space is the more probable one.
            weights[ONE, token] = spelling / 2
            weights[IS_LETTER, token] = -30
    weights[IS_LETTER, tokenizer.SPECIAL_TOKENS[tokenizer.END]] = 40
    return weights


EMBEDDINGS = embeddings()
PATCHES = patches()
LAYER_WEIGHTS = [layer(is_first=index == 0) for index in range(LAYERS)]
POSITION_TABLE = positions()
OUTPUT = output()
