"""Rebuild rules/tables/ from published data. Run by hand when a source publishes a new version.

Usage: pip install opencc-python-reimplemented confusable_homoglyphs mnemonic tldextract && python .ci/build_tables.py
Each table's header names its source and licence. Hand-written tables (shorteners, free hosting) are not touched.
"""

import importlib.resources
import json
import unicodedata
from importlib.metadata import version
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "rules" / "tables"


def package_text(package: str, *path: str) -> str:
    """The text of a data file inside an installed package."""
    return importlib.resources.files(package).joinpath(*path).read_text(encoding="utf-8")


def write(name: str, header: list[str], rows: list[str]) -> None:
    """Write one table: comment lines, then one row a line."""
    lines = [f"# {line}" for line in header] + rows
    (TABLES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} rows")


def traditional() -> None:
    """Traditional character -> its first Simplified reading.

    Without readings beyond the Basic Multilingual Plane: hardly anybody writes them, least of all for 嗰, which is in
    every Cantonese chat.
    """
    rows = []
    for line in package_text("opencc", "dictionary", "TSCharacters.txt").splitlines():
        source, _, targets = line.partition("\t")
        target = targets.split(" ")[0]
        if len(source) == len(target) == 1 and source != target and target <= "\uffff":
            rows.append(f"{source}\t{target}")
    write(
        "traditional.tsv",
        [
            "Traditional Chinese character, Simplified character (the first reading, if it is below U+10000).",
            "Source: OpenCC dictionary TSCharacters (Apache-2.0, https://github.com/BYVoid/OpenCC),"
            f" from opencc-python-reimplemented {version('opencc-python-reimplemented')}.",
        ],
        sorted(rows),
    )


def confusables() -> None:
    """Letter that looks like one ASCII letter or digit -> that letter, in lower case."""
    homoglyphs = json.loads(package_text("confusable_homoglyphs", "confusables.json"))
    found: dict[str, str] = {}
    for char, others in homoglyphs.items():
        if len(char) != 1 or ord(char) < 0x80 or not unicodedata.category(char).startswith("L"):
            continue
        if ord(char) >= 0x2E80 or unicodedata.normalize("NFKC", char).isascii():
            continue
        targets = [o["c"] for o in others if len(o["c"]) == 1 and o["c"].isascii() and o["c"].isalnum()]
        if targets:
            found[char] = sorted(targets, key=lambda c: (not c.isalpha(), c))[0].lower()
    for char, target in list(found.items()):
        if len(char.lower()) == 1:
            found.setdefault(char.lower(), target)
    rows = [f"{char}\t{target}" for char, target in found.items()]
    write(
        "confusables.tsv",
        [
            "Letter outside ASCII, the ASCII letter or digit that it looks like (in lower case).",
            "Source: Unicode UTS #39 confusables (Unicode licence, https://www.unicode.org/reports/tr39/),"
            f" from confusable_homoglyphs {version('confusable_homoglyphs')}; letters below U+2E80 only;"
            " the small form of a listed capital is listed with it.",
        ],
        sorted(rows),
    )


def mnemonic_words() -> None:
    """The BIP-39 word lists, English and Simplified Chinese, 2,048 words each."""
    for name, language in (("bip39_en.txt", "english"), ("bip39_zh.txt", "chinese_simplified")):
        words = package_text("mnemonic", "wordlist", f"{language}.txt").split()
        write(
            name,
            [
                f"BIP-39 word list ({language.replace('_', ' ')}), in the order of the standard.",
                "Source: BIP-0039 (https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki, MIT),"
                f" from mnemonic {version('mnemonic')}.",
            ],
            words,
        )


def suffixes() -> None:
    """Public suffixes with the private section."""
    rules = set()
    for line in package_text("tldextract", ".tld_set_snapshot").splitlines():
        rule = line.strip().split(" ")[0]
        if rule and not rule.startswith("//"):
            mark = "!" if rule.startswith("!") else "*." if rule.startswith("*.") else ""
            rules.add(mark + rule[len(mark) :].encode("idna").decode())
    write(
        "suffixes.txt",
        [
            "Public suffixes, ICANN and private sections, in ASCII (punycode); * is a wildcard, ! an exception.",
            "Source: Public Suffix List (https://publicsuffix.org, MPL 2.0: this file stays under that licence),"
            f" the snapshot of tldextract {version('tldextract')}; plus the reserved names of RFC 2606.",
        ],
        sorted(rules | {"example", "test", "invalid"}),
    )


if __name__ == "__main__":
    traditional()
    confusables()
    mnemonic_words()
    suffixes()
