"""Chinese text with letters or one character behind each of its own."""

import pytest

from scamguard.text.prepare import prepare


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("您k好v我d是s欧w易e客r服", "您好我是欧易客服"),
        ("请x把y助z记k词m发n给q我们", "请把助记词发给我们"),
        ("把囧助囧记囧词囧发囧给囧我囧,再囧报O囧T囧P", "把助记词发给我,再报OTP"),
        ("把a助a记a词a发a给a我", "把助记词发给我"),
        ("把喵助喵记喵词喵念喵我喵", "把助记词念我"),
        ("把山助山记山词山发山给山我", "把助记词发给我"),
        ("请k把v验d证s码w念e给r我,听q完z删", "请把验证码念给我,听完删"),
    ],
)
def test_fillers_go(raw: str, plain: str) -> None:
    text = prepare(raw)
    assert text.plain == plain
    assert {edit.step for edit in text.edits} == {"spread_out"}


def test_what_says_nothing_goes_without_an_accusation() -> None:
    text = prepare("快喵把喵纸喵上喵那喵些喵拍喵来，别喵声喵张")
    assert text.plain == "快把纸上那些拍来,别声张"
    assert {edit.step for edit in text.edits} == {"full_width"}


@pytest.mark.parametrize(
    "raw",
    [
        "A对B错C对D错E对F错G",
        "甲A乙B丙C丁D戊E己F",
        "柴啊米啊油啊盐啊酱啊醋啊茶啊",
        "一山一水一人一马一世一生一心",
        "哈哈哈哈哈哈哈哈哈哈哈哈哈哈",
        "爱你爱他爱我爱她爱它爱谁爱吗",
        "能说能唱能跳能写能画能弹能演",
        "1的2一3是4在5不6了7有",
        "选a不选b,维c比维d贵,t恤配k线",
    ],
)
def test_what_only_looks_like_fillers_stays(raw: str) -> None:
    text = prepare(raw)
    assert text.plain == raw
    assert text.edits == ()
