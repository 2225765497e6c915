"""The colours of the page: readable in light, dark and print."""

import re
from pathlib import Path

import pytest

import scamguard


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (W3C, WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_the_contrast_is_that_of_level_aa(scheme: int) -> None:
    style = (Path(scamguard.__file__).parent / "report" / "style.css").read_text(encoding="utf-8")
    schemes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours: dict[str, str] = dict(re.findall(r"--([\w-]+): (#\w+)", schemes[scheme]))
    pairs = [(ink, paper) for ink in ("ink", "soft") for paper in ("paper", "card", "raised", "own")]
    pairs += [
        ("ink", "scam-soft"),
        ("ink", "suspicious-soft"),
        ("ink", "mark"),
        ("scam", "scam-soft"),
        ("link", "card"),
    ]
    pairs += [(level, paper) for level in ("scam", "suspicious", "clear") for paper in ("paper", "card")]
    assert not [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
