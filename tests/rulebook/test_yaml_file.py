"""Strict reading of YAML: every complaint says file, line, what and how to mend it."""

from pathlib import Path

import pytest

from scamguard.errors import DataError
from scamguard.rulebook.yaml_file import YamlFile


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "data.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: [1\nb: 2\n", 2, "not valid YAML"),
        ("a: 'x\n", 2, "not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("- a\n- b\n", 1, "not a mapping"),
        ("", 1, "not a mapping"),
        (b"\xff\xfea", None, "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str | bytes, line: int | None, what: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataError, match=what) as raised:
        YamlFile(path)
    assert (raised.value.path, raised.value.line) == (str(path), line)
    assert raised.value.remedy


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="can't be read") as raised:
        YamlFile(tmp_path / "none.yaml")
    assert raised.value.path.endswith("none.yaml")


def test_the_message_gives_place_complaint_and_remedy(tmp_path: Path) -> None:
    file = YamlFile(written(tmp_path, "a: 1\nb:\n  c: [x, 2]\n"))
    assert str(file.error(("b", "c", 1), "is odd", "mend it")) == f"{file.path}:3: is odd\n  how to fix it: mend it"


@pytest.mark.parametrize(
    ("where", "line"),
    [(("a",), 1), (("b",), 2), (("b", "c"), 3), (("b", "c", 1), 5), (("b", "none"), 2), (("none",), 1), ((), 1)],
)
def test_a_complaint_names_the_line_of_the_value_or_of_its_parent(
    tmp_path: Path, where: tuple[str | int, ...], line: int
) -> None:
    file = YamlFile(written(tmp_path, "a: 1\nb:\n  c:\n    - x\n    - y\n"))
    assert file.error(where, "", "").line == line


def test_unknown_and_missing_keys(tmp_path: Path) -> None:
    file = YamlFile(written(tmp_path, "id: x\nidd: y\n"))
    with pytest.raises(DataError, match="unknown key 'idd'") as raised:
        file.check_keys((), file.data, ("id", "name"), ())
    assert (raised.value.line, raised.value.remedy) == (2, "use one of: id, name")
    with pytest.raises(DataError, match="key 'name' is missing") as raised:
        file.check_keys((), file.data, ("id", "idd", "name"), ("name",))
    assert raised.value.remedy == "add `name: ...`"


def test_values_of_the_right_kind_are_given(tmp_path: Path) -> None:
    file = YamlFile(written(tmp_path, "t: text\nl: [a, b]\nm: {k: 1, 2: b}\n"))
    assert file.string(("t",)) == "text"
    assert file.strings(("l",)) == ("a", "b")
    assert (file.strings(("t",)), file.strings(("none",))) == (("text",), ())
    assert file.mapping(("m",)) == {"k": 1, "2": "b"}
    assert file.mapping(("none",)) == {}


@pytest.mark.parametrize(
    ("method", "where", "line", "what"),
    [
        ("string", ("n",), 1, "n must be text, not 5"),
        ("string", ("none",), 1, "none must be text, not None"),
        ("strings", ("n",), 1, "n must be a list"),
        ("strings", ("l",), 3, "1 in l is not text"),
        ("mapping", ("l",), 2, "l must be a mapping"),
    ],
)
def test_values_of_another_kind_are_refused(
    tmp_path: Path, method: str, where: tuple[str, ...], line: int, what: str
) -> None:
    file = YamlFile(written(tmp_path, "n: 5\nl: [a,\n  1]\n"))
    with pytest.raises(DataError, match=what) as raised:
        getattr(file, method)(where)
    assert raised.value.line == line
