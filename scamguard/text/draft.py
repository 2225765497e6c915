"""A text on its way from raw to plain: each rewriting keeps the map back to the original code points."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from scamguard.types import Edit, Span

Replacement = tuple[int, int, str]
"""Piece plain[start:end] and what is read instead of it (may be empty)."""


@dataclass(slots=True)
class Draft:
    """The state between two steps: plain[i] was read from raw[starts[i]:ends[i]]."""

    raw: str
    plain: str
    starts: array[int]
    ends: array[int]
    edits: list[Edit]

    @classmethod
    def of(cls, raw: str) -> Draft:
        """The draft before any step."""
        return cls(raw, raw, array("q", range(len(raw))), array("q", range(1, len(raw) + 1)), [])

    def rewrite(self, replacements: Sequence[Replacement], step: str | None) -> None:
        """Apply replacements, ordered and not overlapping; record them as edits of `step` unless it is None."""
        if not replacements:
            return
        parts: list[str] = []
        starts, ends, at = array("q"), array("q"), 0
        for start, end, new in replacements:
            parts.append(self.plain[at:start])
            parts.append(new)
            starts.extend(self.starts[at:start])
            ends.extend(self.ends[at:start])
            starts.extend([self.starts[start]] * len(new))
            ends.extend([self.ends[end - 1]] * len(new))
            at = end
        parts.append(self.plain[at:])
        starts.extend(self.starts[at:])
        ends.extend(self.ends[at:])
        if step is not None:
            self.edits.extend(self._edits(replacements, step))
        self.plain, self.starts, self.ends = "".join(parts), starts, ends

    def _edits(self, replacements: Sequence[Replacement], step: str) -> list[Edit]:
        """One edit for each run of neighbouring replacements."""
        runs: list[tuple[int, int, list[str]]] = []
        for start, end, new in replacements:
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end, runs[-1][2])
                runs[-1][2].append(new)
            else:
                runs.append((start, end, [new]))
        edits = []
        for start, end, news in runs:
            span = Span(self.starts[start], self.ends[end - 1])
            edits.append(Edit(step, span, self.raw[span.start : span.end], "".join(news)))
        return edits
