"""Pictures of one colour, for which tiny-vlm knows the answer."""

import struct
import zlib

COLOURS = {
    "red": (255, 0, 0),
    "green": (0, 255, 0),
    "blue": (0, 0, 255),
    "white": (255, 255, 255),
    "black": (0, 0, 0),
}
SIZE = 64


def save_pictures(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, colour in COLOURS.items():
        (folder / f"{name}.png").write_bytes(png(bytes(colour)))


def png(colour):
    # Each row begins with its filter: none.
    rows = (b"\0" + colour * SIZE) * SIZE
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
