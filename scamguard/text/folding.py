"""How a plain text is compared with terms: case, line ends, hyphens and variant characters don't count."""

from scamguard.text.readings import lower

_FOLDS = (("\n", " "), ("-", " "), ("’", "'"), ("‘", "'"), ("`", "'"), ("帐", "账"), ("覆", "复"), ("妳", "你"))
"""None is read as another. Replaced one after the other, because str.translate looks at each character."""


def fold_case(text: str) -> str:
    """Lower case of the same length, line ends and hyphens as blanks, variant characters as one."""
    folded = lower(text)
    for written, read in _FOLDS:
        folded = folded.replace(written, read)
    return folded
