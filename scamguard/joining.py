"""How many of a sender's last messages are read together: the same when a conversation is judged and learnt from."""

from collections.abc import Iterable


def fitting(lengths: Iterable[int], characters: int) -> int:
    """Of texts of such lengths, the last one first, how many have so many characters together; one always fits."""
    count = total = 0
    for length in lengths:
        total += length
        if count and total > characters:
            break
        count += 1
    return count
