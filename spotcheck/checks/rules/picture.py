"""A photo as it is kept: read by what it is, made small, and made anew, so that nothing comes along but what one sees.

Pure: bytes in, bytes out. 12 megapixels take about 0.1 s and 60 MB; at most `MOST_PIXELS` are ever decoded.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say

FORMATS = ("JPEG", "PNG", "WEBP")  # known by their content; a name says nothing
MOST_BYTES = 12_000_000
MOST_SEALED = 800_000  # of a phone, so that its envelope stays under 1.5 MB: text of text
MOST_PIXELS = 20_000_000
LONGEST_SIDE = 1280  # pixels
QUALITY = 72

TOO_MUCH = say("This picture is larger than %(n)s MB. Take it with a smaller size, or choose another.", n=12)
TOO_LARGE = say(
    "This picture has more than %(n)s million points. Take it with a smaller size, or choose another.", n=20
)
NO_PICTURE = say("This file is no photo that can be read. Take a photo, or choose a JPEG, PNG or WebP picture.")


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept: a JPEG with no other data in it, and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def picture(sent: bytes) -> Picture:
    """The picture in these bytes, upright, at most 1280 pixels long; refused in words when there is none to be read.

    How large it is comes from its first bytes, and is looked at before anything is decoded.
    """
    if len(sent) > MOST_BYTES:
        raise _refusal(TOO_MUCH)
    try:
        with Image.open(io.BytesIO(sent), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise _refusal(TOO_LARGE)
            return _made_anew(found)
    except Refusal:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as large:
        raise _refusal(TOO_LARGE) from large
    except Exception as broken:  # a broken file can break each decoder in its own way, and each means the same
        raise _refusal(NO_PICTURE) from broken


def _made_anew(found: Image.Image) -> Picture:
    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at a half or a quarter where that is enough
    upright = _on_white(ImageOps.exif_transpose(found))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # Only the points go on: position, camera, comment, colour profile and the small picture inside stay behind.
    bare = Image.frombytes("RGB", upright.size, upright.tobytes())
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Picture(kept.getvalue(), *bare.size)


def _on_white(found: Image.Image) -> Image.Image:
    """Three colours a point. What was transparent is white, and not whatever colour lay hidden under it."""
    if not found.has_transparency_data:
        return found.convert("RGB")
    seen = found.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _refusal(says: Sentence) -> Refusal:
    return Refusal(Why.INVALID, fields={"photo": says})
