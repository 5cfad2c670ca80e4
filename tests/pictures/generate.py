"""Makes pictures.jsonl: tiny images, and what Pillow reads of each as VLMEvalKit asks it to.

VLMEvalKit (vlmeval/smp/vlm.py, `decode_base64_to_image`) opens an image with Pillow, converts RGBA, P and LA to RGB, and
saves it; its models open that file and convert it to RGB. `rgb` holds those pixels, or null where Pillow reads none.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python generate.py > pictures.jsonl
"""

import base64
import io
import json
import struct
import sys
import warnings
import zlib

import numpy as np
from PIL import Image

warnings.simplefilter("ignore")
ORIENTATION = 0x0112
# Decoders of JPEG and of lossy WebP may round differently.
LOSSY, LOSSLESS = 4, 0


def colours(width=7, height=5):
    """Noise: every mistake of place or channel shows."""
    return np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)


def smooth(width=24, height=18):
    """Slopes, which survive lossy compression."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([40 + 8 * x, 220 - 9 * y, 60 + 3 * (x + y)], axis=2).astype(np.uint8)


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


# PNG, chunk by chunk.

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


END = chunk(b"IEND", b"")


def header(width, height, depth, colour):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def lines(rows):
    return zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)


def png(width, height, depth, colour, rows, before=b"", after=b""):
    return SIGNATURE + header(width, height, depth, colour) + before + chunk(b"IDAT", lines(rows)) + after + END


def spoilt(part):
    """With its last byte, which belongs to the checksum, changed."""
    return part[:-1] + bytes([part[-1] ^ 1])


def packed(values, depth):
    bits = "".join(format(value, f"0{depth}b") for value in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


def big_endian(values):
    return b"".join(struct.pack(">H", value) for value in values)


def pngs():
    random = np.random.default_rng(2)
    for depth in (1, 2, 4, 8):
        rows = [packed(random.integers(0, 2**depth, 7), depth) for _ in range(5)]
        yield f"png grey {depth}", png(7, 5, depth, 0, rows)
    for name, colour, channels in [("grey", 0, 1), ("rgb", 2, 3), ("grey alpha", 4, 2), ("rgba", 6, 4)]:
        rows = [big_endian(random.integers(0, 65536, 7 * channels)) for _ in range(5)]
        yield f"png {name} 16", png(7, 5, 16, colour, rows)
        if channels > 1:
            rows = [bytes(random.integers(0, 256, 7 * channels, dtype=np.uint8)) for _ in range(5)]
            yield f"png {name} 8", png(7, 5, 8, colour, rows)
    opaque = np.dstack([colours(), np.full((5, 7), 255, np.uint8)])
    yield "png rgba opaque", png(7, 5, 8, 6, [row.tobytes() for row in opaque])
    palette = chunk(b"PLTE", colours(8, 2).tobytes())
    alpha = chunk(b"tRNS", bytes([0, 128, 255, 0]))
    for depth in (1, 2, 4, 8):
        rows = [packed(random.integers(0, min(2**depth, 16), 7), depth) for _ in range(5)]
        yield f"png palette {depth}", png(7, 5, depth, 3, rows, palette)
        yield f"png palette {depth} transparent", png(7, 5, depth, 3, rows, palette + alpha)
    yield "png grey transparent", png(3, 1, 8, 0, [[10, 20, 30]], chunk(b"tRNS", b"\0\x14"))
    yield "png rgb transparent", png(2, 1, 8, 2, [[1, 2, 3, 4, 5, 6]], chunk(b"tRNS", b"\0\1\0\2\0\3"))
    yield "png gamma", png(7, 5, 8, 2, [row.tobytes() for row in colours()], chunk(b"gAMA", struct.pack(">I", 100_000)))


def damaged_pngs():
    rows = [row.tobytes() for row in colours()]
    data = lines(rows)
    head = SIGNATURE + header(7, 5, 8, 2)
    idat = chunk(b"IDAT", data)
    text = chunk(b"tEXt", b"a\0b")
    yield "png without end", head + idat
    yield "png with half an end", head + idat + END[:6]
    yield "png with its last checksum cut", head + idat + END[:-3]
    yield "png with its last checksum wrong", head + idat + spoilt(END)
    yield "png cut in the checksum of its pixels", head + idat[:-2]
    yield "png cut before the checksum of its pixels", head + idat[:-4]
    yield "png cut in the zlib checksum", head + idat[:-6]
    yield "png cut before the zlib checksum", head + idat[:-8]
    yield "png cut in its last pixels", head + idat[:-10]
    yield "png cut in the middle of its pixels", head + idat[: len(idat) // 2]
    yield "png cut in its header", head[:30]
    yield "png without pixels", head + END
    yield "png with the checksum of its pixels wrong", head + spoilt(idat) + END
    yield "png with two checksums wrong", head + spoilt(chunk(b"IDAT", data[:20])) + spoilt(chunk(b"IDAT", data[20:])) + END
    yield "png in two pieces without end", head + chunk(b"IDAT", data[:20]) + chunk(b"IDAT", data[20:])
    yield "png with the zlib checksum wrong", head + chunk(b"IDAT", spoilt(data)) + END
    yield "png with a wrong byte in its pixels", head + chunk(b"IDAT", data[:30] + bytes([data[30] ^ 0x55]) + data[31:]) + END
    yield "png with the checksum of its header wrong", SIGNATURE + spoilt(header(7, 5, 8, 2)) + idat + END
    yield "png with the checksum of a text before its pixels wrong", head + spoilt(text) + idat + END
    yield "png with the checksum of a text behind its pixels wrong", head + idat + spoilt(text) + END
    yield "png with zeros behind its pixels", head + idat + bytes(40)
    yield "png with a chunk that nobody knows", head + chunk(b"ABCD", b"?") + idat + END
    yield "png with more data than pixels", head + chunk(b"IDAT", lines(rows + [b"more"])) + END
    yield "png with something behind its end", head + idat + END + b"something"


# JPEG, segment by segment.


def segments(jpeg):
    """The segments up to the start of scan, and the rest."""
    at = 2
    found = []
    while jpeg[at + 1] != 0xDA:
        length = struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        found.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return found, jpeg[at:]


def joined(parts, rest):
    return b"\xff\xd8" + b"".join(parts) + rest


def without(jpeg, marker):
    parts, rest = segments(jpeg)
    return joined([part for part in parts if part[1] != marker], rest)


def with_transform(jpeg, transform):
    """Another colour transform in Adobe's segment."""
    parts, rest = segments(jpeg)
    return joined([part[:-1] + bytes([transform]) if part[1] == 0xEE else part for part in parts], rest)


def tiff_header(orientation, order):
    # One entry beside it, as cameras write more than one.
    mark, letter = (b"II*\0", "<") if order == "little" else (b"MM\0*", ">")
    entries = struct.pack(f"{letter}HHIHH", 0x0128, 3, 1, 2, 0) if orientation % 3 else b""
    entries = struct.pack(f"{letter}HHIHH", 0x0112, 3, 1, orientation, 0) + entries
    return mark + struct.pack(f"{letter}IH", 8, len(entries) // 12) + entries + bytes(4)


def with_exif(jpeg, exif):
    parts, rest = segments(jpeg)
    content = b"Exif\0\0" + exif
    return joined([parts[0], b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content, *parts[1:]], rest)


def ycck(inked, **options):
    """As Photoshop stores it: the colours of C, M and Y, and K inverted."""
    inks = np.asarray(inked)
    colour = np.asarray(Image.fromarray(inks[:, :, :3], "RGB").convert("YCbCr"))
    # Pillow inverts all four when it writes.
    planes = Image.fromarray(np.dstack([255 - colour, inks[:, :, 3]]), "CMYK")
    return with_transform(saved(planes, "JPEG", quality=95, **options), 2)


def jpegs():
    image = Image.fromarray(smooth())
    yield "jpeg", saved(image, "JPEG", quality=95, subsampling=0)
    yield "jpeg 4:2:0", saved(image, "JPEG", quality=95, subsampling=2)
    yield "jpeg progressive", saved(image, "JPEG", quality=95, progressive=True)
    yield "jpeg grey", saved(image.convert("L"), "JPEG", quality=95)
    yield "jpeg rgb", saved(image, "JPEG", quality=95, keep_rgb=True)
    yield "jpeg without jfif", without(saved(image, "JPEG", quality=95), 0xE0)
    inked = Image.fromarray(np.dstack([smooth(), np.uint8(smooth()[:, :, 1] // 3)]), "CMYK")
    for name, options in [("", {}), (" progressive", {"progressive": True}), (" 4:2:0", {"subsampling": 2})]:
        cmyk = saved(inked, "JPEG", quality=95, **options)
        yield f"jpeg cmyk{name}", cmyk
        yield f"jpeg cmyk{name} without adobe", without(cmyk, 0xEE)
        yield f"jpeg ycck{name}", ycck(inked, **options)
    yield "jpeg ycck narrow", ycck(inked.crop((0, 0, 7, 5)))
    yield "jpeg ycck with an unknown transform", with_transform(ycck(inked), 1)
    yield "jpeg ycck with another unknown transform", with_transform(ycck(inked), 7)
    adobe = b"\xff\xee\0\x0eAdobe" + bytes([0, 100, 0, 0, 0, 0, 7])
    parts, rest = segments(saved(image, "JPEG", quality=95))
    yield "jpeg with an unknown transform", joined([adobe, *parts[1:]], rest)
    whole = saved(image, "JPEG", quality=95)
    yield "jpeg without end", whole[:-2]
    yield "jpeg with half an end", whole[:-1]
    yield "jpeg cut in its pixels", whole[:-40]
    yield "jpeg cut in its header", whole[:200]
    yield "jpeg with something behind its end", whole + b"something"


def turned():
    """Every orientation in every format that carries one, in both byte orders."""
    image = Image.fromarray(smooth())
    jpeg = saved(image, "JPEG", quality=95)
    rows = [row.tobytes() for row in colours()]
    for orientation in range(1, 9):
        for order in ("little", "big"):
            exif = tiff_header(orientation, order)
            yield f"jpeg turned {orientation} {order}", with_exif(jpeg, exif)
            yield f"png turned {orientation} {order}", png(7, 5, 8, 2, rows, before=chunk(b"eXIf", exif))
        yield f"png turned {orientation} behind its pixels", png(7, 5, 8, 2, rows, after=chunk(b"eXIf", exif))
        yield f"webp turned {orientation}", saved(Image.fromarray(colours()), "WEBP", lossless=True, exif=exif)
    yield "jpeg turned 9", with_exif(jpeg, tiff_header(9, "big"))
    cmyk = saved(image.convert("CMYK"), "JPEG", quality=95)
    yield "jpeg cmyk turned 6", with_exif(cmyk, tiff_header(6, "big"))


def others():
    image = Image.fromarray(colours())
    see_through = image.copy()
    see_through.putalpha(Image.fromarray(colours()[:, :, 0]))
    yield "webp lossless", saved(image, "WEBP", lossless=True)
    yield "webp lossy", saved(Image.fromarray(smooth()), "WEBP", quality=95)
    yield "webp transparent", saved(see_through, "WEBP", lossless=True, exact=True)
    yield "webp transparent lossy", saved(Image.fromarray(np.dstack([smooth(), smooth()[:, :, 0]]), "RGBA"), "WEBP", quality=95, exact=True)
    frames = [Image.fromarray(np.roll(colours(), shift, axis=1)) for shift in (1, 2)]
    yield "webp animated", saved(image, "WEBP", lossless=True, save_all=True, append_images=frames)
    whole = saved(image, "WEBP", lossless=True)
    yield "webp cut", whole[:-3]

    few = image.quantize(16)
    gif = saved(few, "GIF")
    yield "gif", gif
    yield "gif interlaced", saved(few, "GIF", interlace=1)
    yield "gif grey", saved(image.convert("L"), "GIF")
    yield "gif transparent", saved(few, "GIF", transparency=3)
    yield "gif animated", saved(few, "GIF", save_all=True, append_images=[frame.quantize(16) for frame in frames])
    yield "gif without trailer", gif[:-1]
    yield "gif without its last block", gif[:-2]
    yield "gif cut in its pixels", gif[:-6]

    bmp = saved(image, "BMP")
    yield "bmp", bmp
    yield "bmp 32", saved(see_through, "BMP")
    yield "bmp palette", saved(few, "BMP")
    yield "bmp 1", saved(image.convert("1"), "BMP")
    yield "bmp 1 without padding", saved(image.convert("1"), "BMP")[:-3]
    yield "bmp palette without padding", saved(few, "BMP")[:-1]
    # 7 pixels of 3 bytes end 3 bytes before a multiple of 4.
    yield "bmp without its last padding", bmp[:-3]
    yield "bmp cut in its pixels", bmp[:-4]
    top_down = bytearray(bmp)
    top_down[22:26] = struct.pack("<i", -5)
    yield "bmp top down", bytes(top_down)


def read(content):
    """What Pillow reads, and whether VLMEvalKit can save it as PNG."""
    try:
        image = Image.open(io.BytesIO(content))
        mode, frames, orientation = image.mode, getattr(image, "n_frames", 1), image.getexif().get(ORIENTATION)
        image = Image.open(io.BytesIO(content))
        image.load()
    except Exception as error:
        return {"error": type(error).__name__}
    if mode == "I;16":
        # To RGB Pillow cuts values off at 255; the higher byte is what other programs show.
        grey = (np.asarray(image) >> 8).astype(np.uint8)
        rgb = np.dstack([grey] * 3)
    else:
        rgb = np.asarray((image.convert("RGB") if mode in ("RGBA", "P", "LA") else image).convert("RGB"))
    has_alpha = "A" in mode or "transparency" in image.info
    opaque = not has_alpha or np.asarray(image.convert("RGBA"))[:, :, 3].min() == 255
    facts = {"mode": mode, "frames": frames, "orientation": orientation, "opaque": bool(opaque)}
    return {**facts, "width": image.width, "height": image.height, "rgb": base64.b64encode(rgb.tobytes()).decode()}


def main():
    for makers in (pngs, damaged_pngs, jpegs, turned, others):
        for name, content in makers():
            lossy = name.startswith("jpeg") or "lossy" in name
            record = {"name": name, "file": base64.b64encode(content).decode(), "tolerance": LOSSY if lossy else LOSSLESS}
            print(json.dumps({**record, **read(content)}))


if __name__ == "__main__":
    sys.exit(main())
