"""Words in letters, cut apart."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("s e e d", "seed"),
        ("p-a-s-s-w-o-r-d", "password"),
        ("[s][e][e][d]", "seed"),
        ("the see d phr ase", "the seed phrase"),
        ("please send all of your see d phr ase", "please send all of your seed phrase"),
    ],
)
def test_cut_words_are_undone(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert "spread_out" in {edit.step for edit in text.edits}


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("s.f.z 传过来", "身份证 传过来"),
        ("抄一份 z j c 过来", "抄一份 助记词 过来"),
        ("你的 Y-H-K 正面", "你的 银行卡 正面"),
        ("查完z。j。c就删", "查完助记词就删"),
        ("z j c y z m 缺一样都不行", "助记词 验证码 缺一样都不行"),
    ],
)
def test_initials_that_are_cut_apart_are_read(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert {edit.step for edit in text.edits} == {"spread_out", "respelt"}


@pytest.mark.parametrize(
    "raw",
    [
        "e.g. 这个, i.e. 那个, w.r.t. 其他",
        "x y z 三个轴",
        "U.S.A. 的 F.B.I. 到了",
        "y z m are letters",
        "zj c 组, y zm 组",
        "学拼音: b p m f, z c s, zh ch sh r",
        "群里 s.f.z=水饭庄, 别问了",
        "他念 y, z, m 三个字母",
    ],
)
def test_other_letters_beside_chinese_text_stay(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()


@pytest.mark.parametrize(
    "raw",
    [
        "T E A M",
        "e.g. and i.e.",
        "F.B.I. and C.I.A.",
        "J. R. R. Tolkien",
        "A B C D E F G",
        "one, two, three",
    ],
)
def test_what_only_looks_like_cut_words_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
