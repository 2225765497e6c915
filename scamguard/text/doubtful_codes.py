"""Which texts of a batch may be written in another code, or have something written between their characters."""

from scamguard.text.batch import Batch, Marks, before, behind
from scamguard.text.ciphers import BITS, FEWEST_LETTERS, FEWEST_OCTETS
from scamguard.text.fillers import FEWEST_FILLERS
from scamguard.text.kinds import BLANK, DIGIT, HAN, LATIN, LINE_END, MORSE


def filled(batch: Batch) -> Marks:
    """Chinese characters with single letters, or with the same character, behind six of them and more."""
    han, name = batch.has(HAN), batch.has(LATIN | DIGIT)
    same = han & behind(han, 2)
    same[:-2] &= batch.plain[:-2] == batch.plain[2:]
    single = batch.has(LATIN) & before(han) & ~behind(name)
    return (batch.count(same) >= FEWEST_FILLERS - 1) | (batch.count(single) >= FEWEST_FILLERS)


def octets(batch: Batch) -> Marks:
    """Pairs of hexadecimal figures at the end of a word, or as many bits as the octets have."""
    plain, digit, name = batch.plain, batch.has(DIGIT), batch.has(LATIN | DIGIT)
    figure = digit | (name & (batch.folded <= ord("f")))
    pair = figure & behind(figure) & ~behind(name, 2)
    bits = batch.count((plain == ord("0")) | (plain == ord("1")))
    return (batch.count(pair) >= FEWEST_OCTETS) | (bits >= FEWEST_OCTETS * BITS)


def in_morse(batch: Batch) -> Marks:
    """Dots and dashes behind what parts the letters of Morse code."""
    parts = batch.has(BLANK | LINE_END) | (batch.plain == ord("/")) | (batch.plain == ord("|"))
    return batch.count(batch.has(MORSE) & before(parts)) >= FEWEST_LETTERS - 1
