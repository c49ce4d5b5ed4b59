"""Text that fits its slide: by the widths of Arial's letters, which Liberation Sans has too where there is no Arial."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from macros.exports.slide_content import Par

SIZES = (28, 24, 22, 20)  # points; nothing is set smaller
WIDTH, HEIGHT = 842, 388  # points of the space for text
INDENT = 24
LINE, BETWEEN = 1.2, 0.4  # of the size: a line, and the space before a paragraph
_THOUSANDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 "
    "584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 "
    "611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 "
    "722 500 500 500 334 260 334 584"
)
_WIDTHS = dict(zip(map(chr, range(32, 127)), (int(one) / 1000 for one in _THOUSANDTHS.split()), strict=True))
_OTHERS, _BOLD, _SERIF = 0.6, 1.12, 1.15  # other letters; how much wider bold is, and the titles' type


def lines(par: Par, size: int, width: float = WIDTH) -> int:
    space = width - (INDENT if par.item else 0)
    count, at = 1, 0.0
    words = [(one, 1.0) for text in (par.text, par.link) for one in text.split()]
    for word, bold in [*((one, _BOLD) for one in par.lead.split()), *words]:
        wide = _wide(word) * size * bold
        gap = _WIDTHS[" "] * size if at else 0
        if at and at + gap + wide > space:
            count, at, gap = count + 1, 0.0, 0
        more, at = divmod(at + gap + wide, space)
        count += int(more)
    return count


def _wide(word: str) -> float:
    return sum(_WIDTHS.get(one, _OTHERS) for one in word)


def height(pars: Iterable[Par], size: int, width: float = WIDTH) -> float:
    return sum(size * (LINE * lines(one, size, width) + BETWEEN) for one in pars)


def fitted(pars: Sequence[Par], width: float = WIDTH) -> list[tuple[int, tuple[Par, ...]]]:
    """Return the size, and what stands on each slide: on one if it can, else as evenly as may be on several."""
    for size in SIZES:
        if height(pars, size, width) <= HEIGHT:
            return [(size, tuple(pars))]
    least = _split(pars, HEIGHT, width)
    even = sum(height(one, SIZES[-1], width) for one in least) / len(least)
    for tall in (even * 1.05, even * 1.15, even * 1.3, HEIGHT):
        parts = _split(pars, min(tall, HEIGHT), width)
        if len(parts) == len(least):
            break
    size = next(one for one in SIZES if all(height(part, one, width) <= HEIGHT for part in parts) or one == SIZES[-1])
    return [(size, part) for part in parts]


def _split(pars: Iterable[Par], tall: float, width: float) -> list[tuple[Par, ...]]:
    parts: list[list[Par]] = [[]]
    for one in _short_enough(pars, width):
        if parts[-1] and height([*parts[-1], one], SIZES[-1], width) > tall:
            parts.append([])
        parts[-1].append(one)
    return [tuple(one) for one in parts]


def _short_enough(pars: Iterable[Par], width: float) -> Iterator[Par]:
    """Yield paragraphs, those cut between words that would not fit a slide of their own."""
    for one in pars:
        while height([one], SIZES[-1], width) > HEIGHT:
            words = one.text.split()
            half = len(words) // 2
            first = Par(" ".join(words[:half]), one.lead, one.item)
            if half == 0 or (height([first], SIZES[-1], width) > HEIGHT and half == 1):
                break
            yield from _short_enough([first], width)
            one = Par(" ".join(words[half:]), "", one.item, one.link, one.url)
        yield one


def title_size(text: str, sizes: Sequence[int], width: float, rows: int) -> int:
    """Return the largest size at which a title takes so many lines at most; the smallest if none does."""
    return next((one for one in sizes if lines(Par("", text), one, width / _SERIF) <= rows), sizes[-1])
