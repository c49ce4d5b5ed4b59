"""The picture that chats and social media show of an article: its title, one line to say, the colour of its part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageText import Text

from macros.exports.drawing_png import BOLD, REGULAR, font

WIDTH, HEIGHT = 1200, 630  # what Open Graph pictures are shown at
_LEFT, _WITHIN, _BAND = 96, 1008, 28
_STEP = 4  # between the sizes of letters that are tried
_COLOURS = 32  # of a palette: three colours, and the steps between each and the paper


@dataclass(frozen=True, slots=True)
class Preview:
    """What a picture shows, and its colours as `#rrggbb`."""

    part: str
    title: str
    say: str
    site: str
    hue: str
    paper: str
    ink: str

    @property
    def alt(self) -> str:
        """What the picture says, for those who hear it."""
        said = f" Say: {self.say}" if self.say else ""
        return f"{self.title}. {self.part}, {self.site}.{said}"


def can_draw(preview: Preview) -> bool:
    """Return whether the font has each character: it knows Latin, Greek and Cyrillic, and of others it would draw a box."""
    return all(map(_is_known, {*preview.part, *preview.title, *preview.say, *preview.site}))


def draw(preview: Preview) -> bytes:
    """Draw the picture as PNG; the same preview gives the same bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), preview.paper)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, _BAND, HEIGHT), fill=preview.hue)
    canvas.text((_LEFT, 64), _fitted(preview.part, BOLD, (34, 24), 44), preview.hue)
    title = _fitted(preview.title, BOLD, (76, 44), 200)
    canvas.text((_LEFT, 122), title, preview.ink)
    below = round(title.get_bbox((0, 122))[3]) + 44
    say = _fitted(preview.say, REGULAR, (44, 28), 530 - below)
    canvas.text((_LEFT, below), say, preview.ink)
    canvas.text((_LEFT, 554), _fitted(preview.site, REGULAR, (30, 24), 40), preview.hue)
    kept = BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(kept, "PNG")
    return kept.getvalue()


def _fitted(text: str, weight: str, sizes: tuple[int, int], height: int) -> Text[str]:
    """Return the text in lines within the margins, as large as its height allows; what is too long ends in an ellipsis."""
    largest, least = sizes
    for size in range(largest, least, -_STEP):
        if fitted := _wrapped(text, font(weight, size), height):
            return fitted
    shown = text
    while not (fitted := _wrapped(shown, font(weight, least), height)):
        text = text.rpartition(" ")[0] or text[:-1]
        shown = f"{text.rstrip(' .,;:')}\u2026"
    return fitted


def _wrapped(text: str, font: ImageFont.FreeTypeFont, height: int) -> Text[str] | None:
    """Return the text in lines; nothing where they need more height, or a word more than the width."""
    lines = Text(text, font, "RGB", spacing=8)
    try:
        return lines if lines.wrap(_WITHIN, height) is None else None
    except ValueError:
        return None


@cache
def _is_known(character: str) -> bool:
    known = font(REGULAR, 30)
    return bytes(known.getmask(character)) != bytes(known.getmask("\uffff"))
