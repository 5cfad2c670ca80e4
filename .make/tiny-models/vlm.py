"""tiny-vlm: a model in the shape of SmolVLM that knows five colours.

A red picture is answered with A, green with B, blue with C, white with D and black with E, whatever the question.
"""

import json

import tokenizer
import wiring
from decoder import save_decoder
from encoders import save_embedding, save_vision_encoder

PROCESSOR = "SmolVLMProcessor"

# Pictures that are looked at in tiles are brought to this size before.
LONGEST_EDGE = 2048


def save_json(folder, name, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def save_vlm(folder):
    for suffix, bits in (("", 32), ("_q4", 4)):
        # Only the decoder has weights that are worth four bits.
        save_vision_encoder(folder / f"onnx/vision_encoder{suffix}.onnx")
        save_embedding(folder / f"onnx/embed_tokens{suffix}.onnx")
        save_decoder(folder / f"onnx/decoder_model_merged{suffix}.onnx", bits)
    save_configs(
        folder,
        dtype="fp32",
        text={
            "hidden_size": wiring.HIDDEN,
            "intermediate_size": wiring.INNER,
            "num_attention_heads": wiring.HEADS,
            "num_key_value_heads": wiring.KEY_HEADS,
            "head_dim": wiring.HEAD_SIZE,
            "num_hidden_layers": wiring.LAYERS,
        },
        vision={
            "hidden_size": wiring.HIDDEN,
            "image_size": wiring.PICTURE_SIZE,
            "patch_size": wiring.PATCH_SIZE,
        },
        picture_tokens=wiring.PICTURE_TOKENS,
    )


def save_configs(folder, dtype, text, vision, picture_tokens, joined=2, tiles=False):
    """Writes the JSON files of a model in the shape of SmolVLM."""
    start, end, picture, pad = (
        tokenizer.SPECIAL_TOKENS[name] for name in (tokenizer.START, tokenizer.END, tokenizer.IMAGE, tokenizer.PAD)
    )
    config = {
        "architectures": ["SmolVLMForConditionalGeneration"],
        "model_type": "smolvlm",
        "image_token_id": picture,
        "eos_token_id": end,
        "pad_token_id": pad,
        "scale_factor": joined,
        "vocab_size": tokenizer.SIZE,
        "text_config": {
            "model_type": "llama",
            "vocab_size": tokenizer.SIZE,
            "max_position_embeddings": 2048,
            **text,
        },
        "vision_config": {"model_type": "smolvlm_vision", **vision},
        "transformers.js_config": {"dtype": dtype},
    }
    longest_edge = {"longest_edge": vision["image_size"]}
    preprocessor = {
        "image_processor_type": "SmolVLMImageProcessor",
        "processor_class": PROCESSOR,
        "do_convert_rgb": True,
        "do_image_splitting": tiles,
        "do_normalize": True,
        "do_pad": False,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": [0.5] * 3,
        "image_std": [0.5] * 3,
        "max_image_size": longest_edge,
        "resample": 1,
        "rescale_factor": 1 / 255,
        "size": {"longest_edge": LONGEST_EDGE} if tiles else longest_edge,
    }
    save_json(folder, "config.json", config)
    save_json(folder, "generation_config.json", {"bos_token_id": start, "eos_token_id": end, "pad_token_id": pad})
    save_json(folder, "preprocessor_config.json", preprocessor)
    save_json(folder, "processor_config.json", {"image_seq_len": picture_tokens, "processor_class": PROCESSOR})
    save_json(folder, "tokenizer.json", tokenizer.tokenizer())
    save_json(folder, "tokenizer_config.json", tokenizer.tokenizer_config())
