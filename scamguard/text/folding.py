"""How a plain text is compared with terms: case, line ends, hyphens and variant characters don't count."""

from scamguard.text.readings import lower

_FOLDS = str.maketrans({"\n": " ", "-": " ", "’": "'", "‘": "'", "`": "'", "帐": "账", "覆": "复", "妳": "你"})


def fold_case(text: str) -> str:
    """Lower case of the same length, line ends and hyphens as blanks, variant characters as one."""
    return lower(text).translate(_FOLDS)
