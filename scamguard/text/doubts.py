"""Which texts of a batch undisguising may change, or hold a link, an account or a secret: those need to be prepared.

Each step and finder has a condition without which it can't do anything, looked for in all texts at once. Where one is
met, the step itself is asked. All others read, character by character, as the batch has them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scamguard.text import chinese, ciphers, cuts, encodings, letters, masks, reversal, sounds
from scamguard.text.accounts import find_accounts
from scamguard.text.batch import BEGIN, END, Batch, Marks, Places, as_text, before, behind
from scamguard.text.checksums import mnemonic_words
from scamguard.text.chinese import FEWEST_GAPS, FEWEST_NUMERALS, FEWEST_REPEATS, SYSTEMATIC_SHARE
from scamguard.text.defanging import defanged_links
from scamguard.text.doubtful_codes import filled, in_morse, octets
from scamguard.text.doubtful_words import WordDoubts, word_doubts
from scamguard.text.draft import Draft
from scamguard.text.fillers import fillers
from scamguard.text.kinds import (
    ALNUM,
    BLANK,
    DIGIT,
    DOT,
    HAN,
    HOST,
    LATIN,
    LEET,
    LINE_END,
    MASK,
    NUMERAL,
    OPENED,
    OPENING,
    SCHEME,
    SIGN,
    Codes,
)
from scamguard.text.links import Found, find_links
from scamguard.text.phones import SHORTEST_PHONE
from scamguard.text.prepare import STEPS
from scamguard.text.secrets import INNER, LONGEST_WORD, PHRASE_LENGTHS, SHORTEST_WORD, find_secrets, find_seed_phrases
from scamguard.text.traits import traits_of

Step = Callable[[Draft], None]
Finder = Callable[[str], Iterable[Found]]
_TRAITS = {step: traits for traits, step in STEPS}
_HEAD = 4
"""Letters by which the words of a list of seed phrases are known apart."""
_PHONE_REACH = 24
"""Digits of the shortest phone number, and how far they may be apart: five marks or blanks between two."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """By text: `doubted`, whether it must be prepared; if not, it may still hold `amounts` and `phones`."""

    doubted: Marks
    amounts: Marks
    phones: Marks


def doubts(batch: Batch) -> Doubts:
    """What is doubtful about each text of a batch."""
    words = word_doubts(batch)
    doubted = _doubted_at_sight(batch)
    steps: Iterator[tuple[Marks, tuple[Step, ...], tuple[Finder, ...]]] = iter(_conditions(batch, words))
    for marks, changing, finding in steps:
        for number in np.flatnonzero(marks & ~doubted):
            plain = batch.text(int(number))
            doubted[number] = _changed_by(changing, plain) or any(_holds(find, plain) for find in finding)
    return Doubts(doubted, words.amounts | _signed(batch), _phones(batch))


def _changed_by(steps: Iterable[Step], plain: str) -> bool:
    for step in steps:
        draft = Draft.of(plain)
        if draft.traits & _TRAITS[step]:
            step(draft)
        if draft.plain != plain or draft.edits:
            return True
    return False


def _accounts(plain: str) -> Iterator[Found]:
    return find_accounts(plain, traits_of(plain))


def _holds(find: Finder, plain: str) -> bool:
    return next(iter(find(plain)), None) is not None


def _doubted_at_sight(batch: Batch) -> Marks:
    """Characters that are not ordinary, escapes, wide blanks, at signs."""
    plain, blank = batch.plain, batch.has(BLANK)
    escape = (plain == ord("&")) & batch.texts_at(plain == ord(";"))[batch.owner]
    percent = (plain == ord("%")) & behind(batch.has(LATIN | DIGIT)) & behind(batch.has(LATIN | DIGIT), 2)
    name = batch.has(LATIN | DIGIT) | (plain == ord("_"))
    at_sign = (plain == ord("@")) & (before(name) | behind(name))
    return batch.texts_at((plain == 0) | (blank & behind(blank)) | escape | percent | (plain == ord("\\")) | at_sign)


def _conditions(batch: Batch, words: WordDoubts) -> Iterator[tuple[Marks, tuple[Step, ...], tuple[Finder, ...]]]:
    """By text, whether steps and finders may do something; these steps, these finders."""
    yield _lines(batch), (reversal.vertical_lines, reversal.columns), ()
    yield batch.count(batch.has(OPENING)) >= cuts.FEWEST_BRACKETED, (cuts.bracketed_letters,), ()
    yield _defanged(batch) | words.dots, (defanged_links,), ()
    yield words.rotated, (ciphers.rot13,), ()
    yield words.reversed, (reversal.reversed_text,), ()
    yield _leetspeak(batch) | words.shapes, (letters.leetspeak,), ()
    yield _letters_thrice(batch), (letters.repeated_letters,), ()
    yield _masked(batch), (masks.masked_letters, masks.masked_characters), ()
    yield words.cut, (cuts.cut_words, chinese.cut_apart), ()
    yield filled(batch), (fillers,), ()
    yield _spaced_out(batch), (chinese.spaced_out,), ()
    yield words.respelt, (chinese.respelt,), ()
    yield words.composed, (chinese.put_together,), ()
    yield words.sounds, (sounds.by_sound,), ()
    yield _han_repeated(batch), (chinese.repeated_characters,), ()
    yield _numerals(batch) | words.numbers, (chinese.number_words,), ()
    yield octets(batch), (ciphers.octets,), ()
    yield in_morse(batch), (ciphers.morse,), ()
    yield _long_tokens(batch), (ciphers.octets, encodings.base64_text), (find_secrets,)
    yield _dotted_names(batch), (), (find_links,)
    yield words.platforms, (), (_accounts,)
    yield _listed_words(batch) | _single_han(batch), (), (find_seed_phrases,)


def _lines(batch: Batch) -> Marks:
    """Many very short lines, or three and more with Chinese characters that may be rows of a table."""
    edges = np.flatnonzero(batch.has(LINE_END) | (batch.plain == BEGIN) | (batch.plain == END))
    is_line = batch.plain[edges[1:]] != BEGIN
    ends, sizes = edges[1:][is_line], (np.diff(edges) - 1)[is_line]
    count = batch.count(batch.has(LINE_END)) + 1
    # A row may have blanks or bars after each character.
    spaced = (sizes > 1) & ~batch.has(ALNUM).take(ends - sizes + 1, mode="clip")
    cells = [np.where(spaced, (sizes + gap) // (gap + 1), sizes) for gap in range(reversal.WIDEST_GAP + 1)]
    alike = np.logical_or.reduce([abs(one[1:] - other[:-1]) <= reversal.RAGGED for one in cells for other in cells])
    uneven = batch.texts_at(ends[1:][~alike & (batch.owner[ends[1:]] == batch.owner[ends[:-1]])])
    # Lines that are too short or too long for a row part one table from the next.
    parted = batch.texts_at(ends[(sizes < reversal.NARROWEST) | (sizes > reversal.WIDEST)])
    one_table = ~uneven | parted | (count > reversal.MOST_ROWS)
    tables = (count >= reversal.FEWEST_ROWS) & one_table & batch.texts_at(batch.has(HAN))
    # With a blank before and behind at most, as two blanks in a row are doubtful anyway.
    single = np.bincount(batch.owner[ends[sizes <= 3]], minlength=len(batch))
    return tables | (single >= reversal.FEWEST_SINGLE_LINES)


def _defanged(batch: Batch) -> Marks:
    """Brackets, slashes, dots and single characters as defanged links have them."""
    plain, blank, name = batch.plain, batch.has(BLANK), batch.has(LATIN | DIGIT) | (batch.plain == ord("-"))
    opened = batch.has(OPENED)
    bracket = batch.has(OPENING) & (behind(opened) | (behind(blank) & behind(opened, 2)))
    scheme = batch.has(SCHEME)
    slash = (plain == ord("/")) & (before(scheme) | (before(blank) & before(scheme, 2)))
    apart_before = before(name) | (before(blank) & before(name, 2))
    apart_behind = behind(name) | (behind(blank) & behind(name, 2))
    # A host has letters; "20点38" is a time.
    dot = batch.has(DOT) & apart_before & apart_behind & batch.texts_at(batch.has(LATIN))[batch.owner]
    late_dot = (plain == ord(".")) & before(blank) & behind(name)
    edge = ~name
    single = name & before(edge) & behind(blank)
    following = (name | batch.has(HOST)) & before(blank) & behind(edge)
    pair = single & behind(following, 2)
    return batch.texts_at(bracket | slash | dot | late_dot) | (batch.count(pair) >= 3)


def _leetspeak(batch: Batch) -> Marks:
    """Tokens of letters with digits or marks that may be read as a hidden word, or several as known ones."""
    letter, digit, mark = batch.has(LATIN), batch.has(DIGIT), batch.has(LEET)
    token, whole = letter | digit, letter | digit | mark
    begins, ends = np.flatnonzero(whole & ~before(whole)), np.flatnonzero(whole & ~behind(whole)) + 1
    joint = (letter & behind(digit)) | (digit & behind(letter)) | (mark & behind(token)) | (token & behind(mark))
    mixed = np.unique(np.searchsorted(begins, np.flatnonzero(joint), "right") - 1)
    hidden, known = np.zeros(len(batch), np.bool_), np.zeros(len(batch), np.int64)
    for begin, end in zip(begins[mixed].tolist(), ends[mixed].tolist(), strict=True):
        readings = letters.read_otherwise(as_text(batch.plain[begin:end]), has_pairs=False)
        if readings is not None:
            hidden[batch.owner[begin]] |= readings.hidden is not None
            known[batch.owner[begin]] += readings.known is not None
    return hidden | (known >= letters.SYSTEMATIC)


def _letters_thrice(batch: Batch) -> Marks:
    same = batch.has(LATIN) & (batch.folded == np.roll(batch.folded, -1))
    return batch.texts_at(same & behind(same))


def _masked(batch: Batch) -> Marks:
    """Masks beside letters or Chinese characters."""
    shown = batch.has(ALNUM)
    return batch.texts_at(batch.has(MASK) & (before(shown) | behind(shown)))


def _spaced_out(batch: Batch) -> Marks:
    """Other characters after most Chinese ones, six times and more."""
    han = batch.has(HAN)
    gaps, all_han = batch.count(han & behind(~han)), batch.count(han)
    return (gaps >= FEWEST_GAPS) & (gaps >= SYSTEMATIC_SHARE * (all_han - 1))


def _han_repeated(batch: Batch) -> Marks:
    same = batch.has(HAN) & (batch.plain == np.roll(batch.plain, -1))
    return batch.count(same) >= FEWEST_REPEATS


def _numerals(batch: Batch) -> Marks:
    """Six digits in a row and more, with single marks between, one of them a Chinese numeral."""
    numeral = batch.has(NUMERAL | DIGIT)
    at = np.flatnonzero(numeral)
    if len(at) < FEWEST_NUMERALS:
        return np.zeros(len(batch), np.bool_)
    apart = FEWEST_NUMERALS - 1
    near = at[apart:] - at[:-apart] <= 2 * apart
    return batch.texts_at(at[:-apart][near]) & batch.texts_at(batch.has(NUMERAL))


def _long_tokens(batch: Batch) -> Marks:
    """Tokens of Base64, keys and addresses: twelve letters, digits and marks and more."""
    token = batch.has(LATIN | DIGIT) | (batch.plain == ord("+")) | (batch.plain == ord("/"))
    begins = np.flatnonzero(token & ~before(token))
    ends = np.flatnonzero(token & ~behind(token))
    return batch.texts_at(begins[ends - begins >= encodings.LONG_RUN - 1])


def _dotted_names(batch: Batch) -> Marks:
    """Dots between letters, a scheme, and three dots between digits."""
    plain = batch.plain
    dot, digit = plain == ord("."), batch.has(DIGIT)
    label = batch.has(ALNUM) | (plain == ord("_")) | (plain == ord("-"))
    named = dot & before(label) & behind(batch.has(LATIN | HAN))
    scheme = (plain == ord(":")) & behind(plain == ord("/"))
    return batch.texts_at(named | scheme) | (batch.count(dot & before(digit) & behind(digit)) >= 3)


def _listed_words(batch: Batch) -> Marks:
    """Words in a row that begin as those of the English list of seed phrases do, as many as the shortest phrase has."""
    letter, fewest = batch.has(LATIN), min(PHRASE_LENGTHS)
    begins = np.flatnonzero(letter & ~before(letter))
    sizes = np.flatnonzero(letter & ~behind(letter)) + 1 - begins
    listed = (sizes >= SHORTEST_WORD) & (sizes <= LONGEST_WORD)
    heads = batch.folded.take(begins[:, np.newaxis] + np.arange(_HEAD), mode="clip")
    heads[np.arange(_HEAD) >= sizes[:, np.newaxis]] = 0
    listed &= _heads()[_head_number(heads)]
    count = np.concatenate([[0], np.cumsum(listed)])
    owners = batch.owner[begins]
    rows = np.flatnonzero(count[fewest:] - count[:-fewest] == fewest)
    return batch.texts_at(begins[rows[owners[rows] == owners[rows + fewest - 1]]])


@lru_cache(maxsize=1)
def _heads() -> Marks:
    """By number: whether a word of the English list begins so (BIP-39: no two with the same four letters)."""
    known = np.zeros(32**_HEAD, np.bool_)
    words = [word[:_HEAD].ljust(_HEAD, "\0") for word in mnemonic_words("en")]
    known[_head_number(np.array([[*map(ord, word)] for word in words], np.uint32))] = True
    return known


def _head_number(heads: Codes) -> Places:
    """The numbers of some beginnings of words, a row each: five bits of each letter."""
    numbers = np.zeros(len(heads), np.int64)
    for column in range(_HEAD):
        numbers = numbers << 5 | (heads[:, column] & 31)
    return numbers


def _single_han(batch: Batch) -> Marks:
    """Chinese characters that stand alone, as many as a phrase of the Chinese list has between its ends."""
    han = batch.has(HAN) & (batch.plain >= ord("一"))
    written = han | batch.has(LATIN)
    return batch.count(han & ~before(written) & ~behind(written)) >= len(INNER)


def _signed(batch: Batch) -> Marks:
    """A sign of money."""
    return batch.texts_at(batch.has(SIGN))


def _phones(batch: Batch) -> Marks:
    """Five digits or numerals near each other."""
    at: Places = np.flatnonzero(batch.has(DIGIT | NUMERAL))
    if len(at) < SHORTEST_PHONE:
        return np.zeros(len(batch), np.bool_)
    near = at[SHORTEST_PHONE - 1 :] - at[: 1 - SHORTEST_PHONE] <= _PHONE_REACH
    return batch.texts_at(at[: 1 - SHORTEST_PHONE][near])
