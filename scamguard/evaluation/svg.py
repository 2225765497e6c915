"""One chart as a self-contained SVG: title, legend, axes with ticks and labels; for light and dark pages alike."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

WIDTH, HEIGHT = 640, 520
LEFT, RIGHT, TOP, BOTTOM = 72, 616, 104, 456
"""The borders of the plot area, in pixels from the left and from the top."""
_STYLE = """\
text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:#1f2328}
.title{font-size:17px;font-weight:600}.soft{fill:#59636e}.small{font-size:11px}
.paper{fill:#fff}.grid{stroke:#e4e8ec}.axis{stroke:#818b98}
.chance{stroke:#818b98;stroke-width:1.5;stroke-dasharray:5 4;fill:none}.border{stroke:#59636e;stroke-dasharray:2 3}
.curve{stroke:#0969da;stroke-width:2.5;fill:none;stroke-linejoin:round}
.scam{fill:#cf3a32}.honest{fill:#2f81d8}.count{fill:#afb8c1}
.suspicious-mark,.scam-mark,.bin-mark{fill:#fff;stroke-width:2.5}
.suspicious-mark{stroke:#9a6700}.scam-mark{stroke:#cf222e}.bin-mark{stroke:#0969da}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}.soft{fill:#9198a1}.paper{fill:#0d1117}.grid{stroke:#262c36}.axis{stroke:#656c76}
.chance{stroke:#7d8590}.border{stroke:#9198a1}.curve{stroke:#58a6ff}
.scam{fill:#ff7b72}.honest{fill:#58a6ff}.count{fill:#484f58}
.suspicious-mark,.scam-mark,.bin-mark{fill:#0d1117}
.suspicious-mark{stroke:#d29922}.scam-mark{stroke:#ff7b72}.bin-mark{stroke:#58a6ff}
}"""
_LEGEND_TOP, _LEGEND_ROW, _SWATCH = 58, 22, 26
_CHAR_WIDTH = 6.9
"""Pixels to reserve for a character of a legend, at 13 px: the fonts named are narrower on average."""
_MARK = 5.5
"""Half the size of a mark, in pixels."""
_GAP = 0.5
"""Pixels between a bar and its border."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high` with a label and ticks (value and what is written there), at `start` and `end` in pixels.

    `power` bends it: 1 is straight, 0.5 a square-root axis, on which few can be seen beside many.
    """

    label: str
    low: float
    high: float
    ticks: Sequence[tuple[float, str]]
    start: float
    end: float
    power: float = 1.0

    def at(self, value: float) -> float:
        """The pixel of a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * math.pow(share, self.power)


@dataclass(slots=True)
class Chart:
    """A chart being drawn; `description` is what a screen reader says of it.

    `strip` is a second y axis, for bars in a strip of their own between the plot and the x axis.
    """

    title: str
    description: str
    x: Axis
    y: Axis
    strip: Axis | None = None
    _shapes: list[str] = field(default_factory=list)
    _legend: list[str] = field(default_factory=list)
    _legend_end: float = LEFT
    _legend_row: int = 0

    def line(self, points: Sequence[tuple[float, float]], style: str) -> None:
        """A line through points given as values of the axes."""
        pixels = " ".join(f"{self.x.at(x):.1f},{self.y.at(y):.1f}" for x, y in points)
        self._shapes.append(f'<polyline class="{style}" points="{pixels}"/>')

    def bar(self, left: float, right: float, height: float, style: str, hint: str) -> None:
        """A bar from x `left` to `right` up to `height`, in the strip if there is one; a pointer on it shows `hint`."""
        axis = self.strip or self.y
        x, end, y = self.x.at(left) + _GAP, self.x.at(right) - _GAP, axis.at(height)
        shape = f'<rect class="{style}" x="{x:.1f}" y="{y:.1f}" width="{end - x:.1f}" height="{axis.start - y:.1f}">'
        self._shapes.append(f"{shape}<title>{escape(hint)}</title></rect>")

    def mark(self, x: float, y: float, style: str, hint: str) -> None:
        """A point: a square in the style scam-mark, else a circle, so that colour is not all that tells them apart."""
        self._shapes.append(_mark(self.x.at(x), self.y.at(y), style, hint))

    def border(self, x: float, label: str, row: int) -> None:
        """An upright line over the plot and up to its label, which stands above the plot in a row of its own (0, 1)."""
        at, top = self.x.at(x), TOP - 20 + 14 * row
        self._shapes.append(f'<line class="border" x1="{at:.1f}" y1="{top - 9}" x2="{at:.1f}" y2="{self.y.start}"/>')
        place = f'x="{at - 5:.1f}" text-anchor="end"' if at > RIGHT - 100 else f'x="{at + 5:.1f}"'
        self._shapes.append(f'<text class="soft small" y="{top}" {place}>{escape(label)}</text>')

    def note(self, x: float, y: float, text: str) -> None:
        """A small text whose foot is centred above a point, in the strip if there is one."""
        place = f'x="{self.x.at(x):.1f}" y="{(self.strip or self.y).at(y) - 4:.1f}"'
        self._shapes.append(f'<text class="soft small" {place} text-anchor="middle">{escape(text)}</text>')

    def announce(self, text: str) -> None:
        """A sentence in the middle of the plot, where there is nothing to draw."""
        place = f'x="{(LEFT + RIGHT) / 2}" y="{(TOP + BOTTOM) / 2}"'
        self._shapes.append(f'<text class="soft" {place} text-anchor="middle">{escape(text)}</text>')

    def legend(self, style: str, text: str) -> None:
        """An entry of the legend; a new row is begun when the last is full."""
        size = _SWATCH + 8 + _CHAR_WIDTH * len(text) + 18
        if self._legend_end + size > WIDTH and self._legend_end > LEFT:
            self._legend_row, self._legend_end = self._legend_row + 1, LEFT
        x, y = self._legend_end, _LEGEND_TOP + _LEGEND_ROW * self._legend_row
        if style.endswith("-mark"):
            swatch = _mark(x + _SWATCH / 2, y - 4.5, style, "")
        elif style in ("curve", "chance"):
            swatch = f'<line class="{style}" x1="{x:.1f}" y1="{y - 4.5}" x2="{x + _SWATCH:.1f}" y2="{y - 4.5}"/>'
        else:
            swatch = f'<rect class="{style}" x="{x + 8:.1f}" y="{y - 11}" width="{_SWATCH - 12}" height="13"/>'
        self._legend.append(f'{swatch}<text x="{x + _SWATCH + 8:.1f}" y="{y}">{escape(text)}</text>')
        self._legend_end += size

    def render(self) -> str:
        """The SVG."""
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
                f'height="{HEIGHT}" role="img" aria-labelledby="title description">',
                f'<title id="title">{escape(self.title)}</title>',
                f'<desc id="description">{escape(self.description)}</desc>',
                f"<style>\n{_STYLE}\n</style>",
                f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
                f'<text class="title" x="{LEFT}" y="30">{escape(self.title)}</text>',
                *self._legend,
                *self._axes(),
                *self._shapes,
                "</svg>\n",
            )
        )

    def _axes(self) -> list[str]:
        x, y = self.x, self.y
        shapes = []
        for value, text in x.ticks:
            at = f"{x.at(value):.1f}"
            shapes.append(f'<line class="grid" x1="{at}" y1="{y.start}" x2="{at}" y2="{y.end}"/>')
            shapes.append(f'<text class="soft" x="{at}" y="{BOTTOM + 20}" text-anchor="middle">{text}</text>')
        shapes += _upright(y)
        if self.strip:
            shapes += _upright(self.strip)
        shapes.append(f'<text x="{(LEFT + RIGHT) / 2}" y="{HEIGHT - 20}" text-anchor="middle">{escape(x.label)}</text>')
        return shapes


def _upright(axis: Axis) -> list[str]:
    """A y axis with its grid, and the line at its foot."""
    shapes = []
    for value, text in axis.ticks:
        at = axis.at(value)
        shapes.append(f'<line class="grid" x1="{LEFT}" y1="{at:.1f}" x2="{RIGHT}" y2="{at:.1f}"/>')
        shapes.append(f'<text class="soft" x="{LEFT - 8}" y="{at + 4.5:.1f}" text-anchor="end">{text}</text>')
    shapes.append(f'<path class="axis" fill="none" d="M{LEFT} {axis.end}V{axis.start}H{RIGHT}"/>')
    turned = f'transform="translate(20 {(axis.start + axis.end) / 2:.1f}) rotate(-90)"'
    return [*shapes, f'<text {turned} text-anchor="middle">{escape(axis.label)}</text>']


def _mark(x: float, y: float, style: str, hint: str) -> str:
    if style == "scam-mark":
        shape = (
            f'<rect class="{style}" x="{x - _MARK:.1f}" y="{y - _MARK:.1f}" width="{2 * _MARK}" height="{2 * _MARK}">'
        )
        return f"{shape}<title>{escape(hint)}</title></rect>"
    shape = f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="{_MARK}">'
    return f"{shape}<title>{escape(hint)}</title></circle>"
