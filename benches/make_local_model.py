"""Writes a model with the dimensions of SmolVLM-256M (its config.json on the hub) and random weights of four bits: what it
says means nothing, what it takes can be measured. Of the tokenizer it has the letters alone, so that the names of tiles
take some 200 tokens more than the model's own.

usage: python make_local_model.py FOLDER     (needs .make/tiny-models/requirements.txt)
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / ".make/tiny-models"))

from ops import Part, Shape, save_ops  # noqa: E402

SMOLVLM_256M = Shape(
    vision=Part(hidden=768, layers=12, inner=3072, heads=12),
    text=Part(hidden=576, layers=30, inner=1536, heads=9),
    key_heads=3,
    picture_size=512,
    patch_size=16,
    joined=4,
    vocabulary=49_280,
    tiles=True,
)

save_ops(Path(sys.argv[1]), SMOLVLM_256M)
