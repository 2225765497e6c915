"""Clauses and sentences, Chinese and English."""

import pytest

from scamguard.text.prepare import prepare


def clauses(raw: str) -> list[str]:
    text = prepare(raw)
    return [text.plain[clause.start : clause.end] for clause in text.clauses]


def sentences(raw: str) -> list[str]:
    """Each sentence's clauses joined with a bar."""
    text = prepare(raw)
    joined: dict[int, list[str]] = {}
    for clause in text.clauses:
        joined.setdefault(clause.sentence, []).append(text.plain[clause.start : clause.end])
    return [" | ".join(pieces) for pieces in joined.values()]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("您好，请把助记词发给我。谢谢！", ["您好", "请把助记词发给我", "谢谢"]),
        ("第一；第二：第三", ["第一", "第二", "第三"]),
        ("助记词、私钥、密码都不要给", ["助记词、私钥、密码都不要给"]),
        ("请把助记词 发给我们", ["请把助记词", "发给我们"]),
        ("【OKX】您的账户(尾号12)异常", ["OKX", "您的账户", "尾号12", "异常"]),
        ("Hello, send it: now - please", ["Hello", "send it", "now", "please"]),
        ("it costs 1,000.50 at 12:30", ["it costs 1,000.50 at 12:30"]),
        ("  . , ", []),
        ("", []),
    ],
)
def test_clauses_end_at_marks_and_not_at_decimals_or_lists(raw: str, expected: list[str]) -> None:
    assert clauses(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("一。二！三？四；五", ["一", "二", "三", "四", "五"]),
        ("One. Two! Three? Four", ["One", "Two", "Three", "Four"]),
        (
            "Ask Mr. Smith of OKX Inc. today, e.g. at 5 p.m. or so.",
            ["Ask Mr. Smith of OKX Inc. today | e.g. at 5 p.m. or so"],
        ),
        ("We meet at 5 p.m. Bring it.", ["We meet at 5 p.m", "Bring it"]),
        ("Send it etc. Then wait.", ["Send it etc", "Then wait"]),
        ("Is it ok? No. Send it.", ["Is it ok", "No", "Send it"]),
        ("See No. 5 and fig. 2.", ["See No. 5 and fig. 2"]),
        ("Call J. Smith now.", ["Call J. Smith now"]),
        ("So did I. Then we left.", ["So did I", "Then we left"]),
        ("Wait... send it. 等等……发来。", ["Wait... send it", "等等......发来"]),
        ("v1.2.3 costs 3.50. Good", ["v1.2.3 costs 3.50", "Good"]),
        ("Open okx.com/a,b. Then go", ["Open okx.com/a,b", "Then go"]),
        ("Write to a.b@okx.com. Thanks", ["Write to a.b@okx.com", "Thanks"]),
        ("We never ask for it.Please send it", ["We never ask for it", "Please send it"]),
        ("run main.py and index.html now", ["run main.py and index.html now"]),
        ("this is\nbroken by a mailer", ["this is\nbroken by a mailer"]),
        ("First line\nSecond line\n\nthird", ["First line", "Second line", "third"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(raw: str, expected: list[str]) -> None:
    assert sentences(raw) == expected


@pytest.mark.parametrize(
    "raw",
    ["call (202) 555-0143 now", "go to https://evil.example/a(b),c?d=e:f now", "write x.y@evil.example now"],
)
def test_marks_inside_numbers_links_and_addresses_do_not_split(raw: str) -> None:
    assert clauses(raw) == [raw]


def test_clauses_are_in_order_and_without_blanks_at_their_ends() -> None:
    text = prepare("  一， two .\n\n 三 ;; four  ")
    places = [(clause.start, clause.end) for clause in text.clauses]
    assert places == sorted(places)
    assert [text.plain[start:end] for start, end in places] == ["一", "two", "三", "four"]
    assert [clause.sentence for clause in text.clauses] == sorted(clause.sentence for clause in text.clauses)
