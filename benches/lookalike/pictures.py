"""The pictures: warped, scaled and noised copies of the sample's, encoded once and told apart by a text chunk."""

import base64
import csv
import io
import math
import os
import struct
import zlib
from multiprocessing import Pool
from statistics import NormalDist

import numpy as np
from PIL import Image

WIDTHS = [224, 256, 299, 320, 384, 448, 512, 512, 512, 576, 640, 768, 800, 1024]
MAX_SIDE = 1536
MIN_SIDE = 24
MAX_NOISE = 24.0
# How far a PNG's size may be off.
TOLERANCE = 0.03
# Signature and IHDR of a PNG: a multiple of 3, so that its base64 ends at a character.
HEAD_BYTES = 33
# Fills a text chunk up to a multiple of 3 with its 12 bytes of length, type and checksum.
TEXT_BYTES = 36


def sample_pictures(path):
    """The different pictures, encoded, of the `image` column of a TSV; references and lists are left out."""
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        cells = dict.fromkeys(row["image"] for row in csv.DictReader(file, delimiter="\t"))
    return [base64.b64decode(cell) for cell in cells if len(cell) > 64 and not cell.startswith("[")]


def encode(image, level):
    """`image` as a PNG with zlib's compression level `level`."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=level)
    return buffer.getvalue()


def warp(rng, image):
    """`image` flipped or not, turned a little, and bent on a grid of 8 by 8 cells."""
    width, height = image.size
    if rng.random() < 0.5:
        image = image.transpose(Image.FLIP_LEFT_RIGHT)
    image = image.rotate(float(rng.normal(0, 6)), Image.BICUBIC)
    cells = 8
    bend_x = rng.normal(0, width * 0.008, (cells + 1, cells + 1))
    bend_y = rng.normal(0, height * 0.008, (cells + 1, cells + 1))
    grid_x = np.linspace(0, width, cells + 1)
    grid_y = np.linspace(0, height, cells + 1)
    mesh = []
    for j in range(cells):
        for i in range(cells):
            box = (int(grid_x[i]), int(grid_y[j]), int(grid_x[i + 1]), int(grid_y[j + 1]))
            corners = ((i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j))
            quad = [c for x, y in corners for c in (grid_x[x] + bend_x[y, x], grid_y[y] + bend_y[y, x])]
            mesh.append((box, quad))
    return image.transform((width, height), Image.MESH, mesh, Image.BICUBIC)


class Renderer:
    """Renders one picture at any width and strength of noise."""

    def __init__(self, rng, picture, level):
        self.picture = picture
        self.level = level
        pixels = np.asarray(picture, np.int16)
        is_grey = bool(np.abs(pixels[..., 0] - pixels[..., 1]).max() < 3)
        self.noise = rng.normal(0, 1, (MAX_SIDE, MAX_SIDE, 1 if is_grey else 3)).astype(np.float32)

    def render(self, width, sigma=0.0):
        """The picture as a PNG, `width` pixels wide, with noise of standard deviation `sigma`."""
        own_width, own_height = self.picture.size
        height = max(MIN_SIDE, min(MAX_SIDE, round(own_height * width / own_width)))
        pixels = np.asarray(self.picture.resize((width, height), Image.LANCZOS), np.float32)
        if sigma > 0:
            pixels = pixels + self.noise[:height, :width] * sigma
        return encode(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)), self.level)


def fit_width(renderer, width, wanted):
    """A width, and the PNG of that width, of about `wanted` bytes; a PNG grows about with the width's square."""
    for _ in range(8):
        png = renderer.render(width)
        ratio = wanted / len(png)
        better = int(min(MAX_SIDE, max(MIN_SIDE, round(width * math.sqrt(ratio)))))
        if abs(ratio - 1) < TOLERANCE or better == width:
            break
        width = better
    return width, png


def fit_noise(renderer, width, wanted):
    """The PNG of about `wanted` bytes that noise makes of the picture, by bisection."""
    low, high = 0.0, MAX_NOISE
    for _ in range(9):
        sigma = (low + high) / 2
        png = renderer.render(width, sigma)
        if abs(wanted / len(png) - 1) < TOLERANCE:
            break
        low, high = (sigma, high) if len(png) < wanted else (low, sigma)
    return png


def make_picture(job):
    """One picture of the pool: `(seed, number, encoded samples, wanted bytes, zlib level)` to a PNG."""
    seed, number, samples, wanted, level = job
    rng = np.random.default_rng([seed, 77, number])
    sample = Image.open(io.BytesIO(samples[int(rng.integers(len(samples)))])).convert("RGB")
    renderer = Renderer(rng, warp(rng, sample), level)
    width, png = fit_width(renderer, int(rng.choice(WIDTHS)), wanted)
    return png if wanted / len(png) < 1 + TOLERANCE else fit_noise(renderer, width, wanted)


def lognormal_sizes(count, mean, sigma):
    """`count` sizes at even steps of a lognormal distribution, scaled to the mean `mean`."""
    normal = NormalDist()
    values = np.exp([normal.inv_cdf((i + 0.5) / count) * sigma for i in range(count)])
    return values * (mean / values.mean())


def make_pool(samples, *, count, mean_base64, sigma, level, seed, processes):
    """`count` PNGs whose base64 has `mean_base64` characters on average."""
    sizes = lognormal_sizes(count, mean_base64 * 0.75, sigma)
    np.random.default_rng([seed, 5]).shuffle(sizes)
    jobs = [(seed, number, samples, float(size), level) for number, size in enumerate(sizes)]
    with Pool(processes or os.cpu_count()) as pool:
        return pool.map(make_picture, jobs, chunksize=2)


class Cells:
    """Base64 of the pool's pictures, each time with a text chunk of its own, so that no two cells are equal."""

    def __init__(self, pool):
        self.heads = [base64.b64encode(png[:HEAD_BYTES]).decode() for png in pool]
        self.tails = [base64.b64encode(png[HEAD_BYTES:]).decode() for png in pool]

    def cell(self, number, tag):
        """Picture `number` of the pool, beginning anew at its end, marked with `tag`."""
        which = number % len(self.heads)
        text = f"Comment\0row {tag}".encode().ljust(TEXT_BYTES)
        chunk = struct.pack(">I", len(text)) + b"tEXt" + text + struct.pack(">I", zlib.crc32(b"tEXt" + text))
        return self.heads[which] + base64.b64encode(chunk).decode() + self.tails[which]
