"""Makes the models that tests, and the site's check of a GPU, ask: small, the same every time, with known answers.

usage: python tiny-models FOLDER
"""

import sys
from pathlib import Path

from clip import save_clip
from ops import save_ops
from pictures import save_pictures
from vlm import save_vlm

folder = Path(sys.argv[1])
save_vlm(folder / "tiny-vlm")
save_clip(folder / "tiny-clip")
save_ops(folder / "ops-vlm")
save_pictures(folder / "pictures")
