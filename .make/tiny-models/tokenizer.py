"""A byte-level tokenizer: one token for each byte, one for each letter after a space, and the special ones."""

LETTERS = "ABCDE"

START, END, IMAGE, PAD = "<|im_start|>", "<end_of_utterance>", "<image>", "<|pad|>"
SPECIAL = [START, END, IMAGE, "<fake_token_around_image>", "<global-img>", PAD]

# How byte-level tokenizers write a space.
SPACE = "\u0120"

# Writes a conversation as SmolVLM does.
CHAT_TEMPLATE = """\
<|im_start|>\
{%- for message in messages -%}
{{ message['role'] | capitalize }}:\
{%- if message['content'][0]['type'] != 'image' %} {% endif -%}
{%- for part in message['content'] -%}
{%- if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif -%}
{%- endfor %}<end_of_utterance>
{% endfor -%}
{%- if add_generation_prompt %}Assistant:{% endif -%}"""


def byte_characters():
    """The printable character by which byte-level tokenizers write each byte."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(256 + others.index(byte)) if byte in others else chr(byte) for byte in range(256)}


VOCABULARY = {character: byte for byte, character in byte_characters().items()}
VOCABULARY |= {SPACE + letter: 256 + index for index, letter in enumerate(LETTERS)}
SPECIAL_TOKENS = {text: len(VOCABULARY) + index for index, text in enumerate(SPECIAL)}
SIZE = len(VOCABULARY) + len(SPECIAL_TOKENS)


def tokens_of(letter):
    """A letter's tokens: alone and after a space."""
    return VOCABULARY[letter], VOCABULARY[SPACE + letter]


def added_token(number, text):
    flags = dict.fromkeys(["single_word", "lstrip", "rstrip", "normalized"], False)
    return {"id": number, "content": text, **flags, "special": True}


def tokenizer():
    """tokenizer.json"""
    byte_level = {"type": "ByteLevel", "trim_offsets": True, "use_regex": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [added_token(number, text) for text, number in SPECIAL_TOKENS.items()],
        "normalizer": None,
        "pre_tokenizer": {**byte_level, "add_prefix_space": False},
        "post_processor": None,
        "decoder": {**byte_level, "add_prefix_space": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": VOCABULARY,
            "merges": [[SPACE, letter] for letter in LETTERS],
        },
    }


def tokenizer_config():
    """tokenizer_config.json"""
    return {
        "tokenizer_class": "GPT2Tokenizer",
        "processor_class": "SmolVLMProcessor",
        "bos_token": START,
        "eos_token": END,
        "pad_token": PAD,
        "unk_token": PAD,
        "add_prefix_space": False,
        "clean_up_tokenization_spaces": False,
        "model_max_length": 2048,
        "chat_template": CHAT_TEMPLATE,
    }
