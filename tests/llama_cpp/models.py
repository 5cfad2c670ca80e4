"""Writes a tiny model of text and a tiny projector of images, both of random weights, as llama.cpp loads them.

What such a model says is gibberish; what its server does with requests, images, limits and errors is real.
usage: models.py FOLDER
"""

import sys
from pathlib import Path

import gguf
import numpy as np

CONTEXT = 8192
WIDTH, HIDDEN, LAYERS, HEADS = 64, 128, 2, 4
UNKNOWN, BEGIN, END = 0, 1, 2
# llama.cpp's names of the kinds of tokens.
NORMAL, OF_UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6

IMAGE, PATCH = 224, 32
IMAGE_WIDTH, IMAGE_HIDDEN, IMAGE_LAYERS, IMAGE_HEADS = 32, 64, 2, 2

TEMPLATE = (
    "{% for m in messages %}{{ m['role'] + ': ' + m['content'] + ' ' }}{% endfor %}"
    "{% if add_generation_prompt %}assistant:{% endif %}"
)


def vocabulary() -> tuple[list[bytes], list[int]]:
    """Every byte, so that any text can be read, and the printable characters, which are what it says."""
    words = ["\u2581"] + [chr(code) for code in range(33, 127)]
    tokens = [b"<unk>", b"<s>", b"</s>"]
    tokens += [f"<0x{byte:02X}>".encode() for byte in range(256)] + [word.encode() for word in words]
    return tokens, [OF_UNKNOWN, CONTROL, CONTROL] + [BYTE] * 256 + [NORMAL] * len(words)


def write(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_text_model(path: Path) -> None:
    chance = np.random.default_rng(1)
    tokens, kinds = vocabulary()
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(0)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores([-float(place) for place in range(len(tokens))])
    writer.add_token_types(kinds)
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_unk_token_id(UNKNOWN)
    writer.add_chat_template(TEMPLATE)

    def weights(name: str, *shape: int) -> None:
        writer.add_tensor(name, (chance.standard_normal(shape) * 0.3).astype(np.float32))

    def ones(name: str) -> None:
        writer.add_tensor(name, np.ones(WIDTH, np.float32))

    weights("token_embd.weight", len(tokens), WIDTH)
    ones("output_norm.weight")
    output = (chance.standard_normal((len(tokens), WIDTH)) * 0.3).astype(np.float32)
    # Bytes would be halves of characters, and an end would come by chance.
    output[: kinds.index(NORMAL)] = 0
    writer.add_tensor("output.weight", output)
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        ones(block + "attn_norm.weight")
        ones(block + "ffn_norm.weight")
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            weights(f"{block}{name}.weight", WIDTH, WIDTH)
        weights(block + "ffn_gate.weight", HIDDEN, WIDTH)
        weights(block + "ffn_up.weight", HIDDEN, WIDTH)
        weights(block + "ffn_down.weight", WIDTH, HIDDEN)
    write(writer)


def write_projector(path: Path) -> None:
    chance = np.random.default_rng(2)
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_name("tiny-projector")
    writer.add_file_type(0)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)
    numbers = {
        "image_size": IMAGE,
        "patch_size": PATCH,
        "embedding_length": IMAGE_WIDTH,
        "feed_forward_length": IMAGE_HIDDEN,
        "projection_dim": WIDTH,
        "block_count": IMAGE_LAYERS,
        "attention.head_count": IMAGE_HEADS,
    }
    for name, number in numbers.items():
        writer.add_uint32(f"clip.vision.{name}", number)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])

    def weights(name: str, *shape: int) -> None:
        writer.add_tensor(name, (chance.standard_normal(shape) * 0.3).astype(np.float32))

    def linear(name: str, outputs: int, inputs: int) -> None:
        weights(name + ".weight", outputs, inputs)
        writer.add_tensor(name + ".bias", np.zeros(outputs, np.float32))

    def norm(name: str) -> None:
        writer.add_tensor(name + ".weight", np.ones(IMAGE_WIDTH, np.float32))
        writer.add_tensor(name + ".bias", np.zeros(IMAGE_WIDTH, np.float32))

    weights("v.class_embd", IMAGE_WIDTH)
    weights("v.patch_embd.weight", IMAGE_WIDTH, 3, PATCH, PATCH)
    weights("v.position_embd.weight", (IMAGE // PATCH) ** 2 + 1, IMAGE_WIDTH)
    norm("v.pre_ln")
    for layer in range(IMAGE_LAYERS):
        block = f"v.blk.{layer}."
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            linear(block + name, IMAGE_WIDTH, IMAGE_WIDTH)
        norm(block + "ln1")
        norm(block + "ln2")
        # This projector's files have the two the other way round.
        linear(block + "ffn_down", IMAGE_HIDDEN, IMAGE_WIDTH)
        linear(block + "ffn_up", IMAGE_WIDTH, IMAGE_HIDDEN)
    linear("mm.0", WIDTH, IMAGE_WIDTH)
    linear("mm.2", WIDTH, WIDTH)
    write(writer)


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
write_text_model(folder / "tiny.gguf")
write_projector(folder / "projector.gguf")
