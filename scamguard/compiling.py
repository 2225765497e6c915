"""What the build compiles (.ci/build_compiled.py): the rulebook, the YAML files of the package and the model, in forms
that load in milliseconds. Needs PyYAML and ahocorasick_rs (build-system.requires), and not NumPy.
"""

import ast
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from scamguard.resources import MODEL, bundled, parsed, table_map
from scamguard.rulebook import shipped
from scamguard.rulebook.sources import read_contents

_MAGIC = b"\x93NUMPY\x01\x00"
"""How an array of an .npz begins (NumPy's format 1.0): then the length of the header, the header, the numbers."""
_HEADS = ("scales", "intercepts")


def compiled_files() -> dict[str, bytes]:
    """The content of every compiled file by its name; the same sources give the same bytes."""
    data = {f"wording-{path.stem}": parsed(path) for path in sorted(bundled("wording").glob("*.yaml"))}
    data |= {f"table-{path.name}": table_map(path.name) for path in sorted(bundled("rules").glob("tables/*.tsv"))}
    data["models-policy"] = parsed(bundled("models") / "policy.yaml")
    data[shipped.NAME] = shipped.to_data(read_contents(), bundled("rules"))
    content, data[MODEL] = _packed(bundled("models"))
    files = {f"{name}.json": _json(value) for name, value in data.items()}
    return files | {f"{MODEL}.bin": content}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(folder: Path) -> tuple[bytes, dict[str, Any]]:
    """The numbers of the model one after the other, as scamguard/classifier/model.py uses them (`as_used`), and what is
    to be known of them: a compressed .npz takes 50 ms."""
    about = json.loads((folder / "text.json").read_text(encoding="utf-8"))
    with zipfile.ZipFile(folder / "text.npz") as archive:
        stored = {name.removesuffix(".npy"): _array(archive.read(name)) for name in archive.namelist()}
    content, arrays = b"", []
    flags, size = stored["flag_weights"][0]["shape"]
    rows = [stored["flag_weights"][1][at : at + size] for at in range(0, flags * size, size)]
    for name, kind, shape, numbers in (
        ("cells", "<i2", stored["weights"][0]["shape"], _in_turn(stored["frequencies"][1], stored["weights"][1])),
        ("flag_weights", "|i1", (size, flags), _in_turn(*rows)),
        *((name, stored[name][0]["descr"], stored[name][0]["shape"], stored[name][1]) for name in _HEADS),
    ):
        arrays.append([name, kind, list(shape), len(numbers)])
        content += numbers
    return content, {**about, "arrays": arrays, "crc": zlib.crc32(content)}


def _in_turn(*rows: bytes) -> bytes:
    """The first byte of each row, then the second of each, and so on."""
    mixed = bytearray(len(rows) * len(rows[0]))
    for number, row in enumerate(rows):
        mixed[number :: len(rows)] = row
    return bytes(mixed)


def _array(stored: bytes) -> tuple[dict[str, Any], bytes]:
    """The header and the numbers of an array in NumPy's format."""
    start = len(_MAGIC) + 2
    if not stored.startswith(_MAGIC):
        raise ValueError("not an array in NumPy's format 1.0")
    (length,) = struct.unpack("<H", stored[len(_MAGIC) : start])
    header: dict[str, Any] = ast.literal_eval(stored[start : start + length].decode("latin-1"))
    return header, stored[start + length :]
