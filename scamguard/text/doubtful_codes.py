"""Which texts of a batch may have something written between their characters."""

from scamguard.text.batch import Batch, Marks, before, behind
from scamguard.text.fillers import FEWEST_FILLERS
from scamguard.text.kinds import DIGIT, HAN, LATIN


def filled(batch: Batch) -> Marks:
    """Chinese characters with single letters, or with the same character, behind six of them and more."""
    han, name = batch.has(HAN), batch.has(LATIN | DIGIT)
    same = han & behind(han, 2)
    same[:-2] &= batch.plain[:-2] == batch.plain[2:]
    single = batch.has(LATIN) & before(han) & ~behind(name)
    return (batch.count(same) >= FEWEST_FILLERS - 1) | (batch.count(single) >= FEWEST_FILLERS)
