"""The report: judging conversations, groups, flags, mistakes, JSON, and the tables on the terminal."""

import json

from scamguard import Checker, Flag, Level, Message
from scamguard.evaluation import Labelled, judge, make_report
from scamguard.evaluation.metrics import FIGURES
from scamguard.evaluation.report import explanation, shown_text, worst_mistakes
from scamguard.evaluation.tables import aligned, mistakes, summary, width
from tests.evaluation.judged_messages import judged

SCAM = "Hello, please send me your seed phrase today"


def conversation(*texts: str) -> Labelled:
    """A conversation labelled scam."""
    return Labelled(tuple(map(Message, texts)), True, True, (), "en", None, None, "chat.jsonl", 3)


def test_a_conversation_is_judged_by_its_worst_message() -> None:
    checker = Checker()
    one = judge(checker, conversation("hi", SCAM, "see you"))
    assert (one.turn, one.message.text) == (1, SCAM)
    assert one.verdict == checker.check(SCAM)
    assert one.verdict.level is Level.SCAM


def test_of_equally_bad_messages_the_first_counts() -> None:
    assert judge(Checker(), conversation("hi", "hi", "hi")).turn == 0


def test_groups_by_language_the_largest_first_and_the_nameless_last() -> None:
    messages = [
        *(judged(True, 5, lang=None) for _ in range(4)),
        *(judged(True, 5, lang="en") for _ in range(2)),
        judged(False, -4, lang="en"),
        judged(False, 1, lang="zh-Hans"),
    ]
    groups = make_report(messages, 0).groups["lang"]
    assert [(g.name, g.scams, g.honest) for g in groups] == [("en", 2, 1), ("zh-Hans", 0, 1), (None, 4, 0)]
    alarms = groups[1].figures["false_alarms"]
    assert alarms is not None
    assert (alarms.value, groups[1].figures["recall"]) == (1.0, None)


def test_kinds_with_fewer_than_five_messages_have_no_row() -> None:
    messages = [judged(True, 5, kind="many") for _ in range(5)] + [judged(True, 5, kind="few") for _ in range(4)]
    messages += [judged(True, 5) for _ in range(6)]
    assert [(g.name, g.scams) for g in make_report(messages, 0).groups["kind"]] == [("many", 5)]


def test_flags_count_the_scams_that_carry_them_only() -> None:
    messages = [
        judged(True, 5, flags=(Flag.QR, Flag.PHONE), named=(Flag.QR,)),
        judged(True, 1, flags=(Flag.QR,), named=(Flag.TRANSFER,)),
        # Named by a signal, yet too faint to be flagged: a CLEAR verdict names no flag.
        judged(True, -1, flags=(Flag.QR,), named=(Flag.QR,)),
        judged(True, -4, flags=(Flag.QR,)),
        judged(False, 5, flags=(Flag.QR,), named=(Flag.QR,)),
    ]
    rows = {row.flag: row for row in make_report(messages, 0).flags}
    assert set(rows) == {Flag.QR, Flag.PHONE}
    assert rows[Flag.QR].scams == 4
    values = [figure.value for figure in (rows[Flag.QR].recall, rows[Flag.QR].named) if figure]
    assert values == [2 / 4, 1 / 4]
    values = [figure.value for figure in (rows[Flag.PHONE].recall, rows[Flag.PHONE].named) if figure]
    assert values == [1.0, 0.0]


def test_the_worst_mistakes_are_mistakes_and_the_worst_come_first() -> None:
    messages = [judged(False, log_odds, line=line) for line, log_odds in enumerate((-4.0, 1.0, 6.0, 3.0, -0.01), 1)] + [
        judged(True, log_odds, line=line) for line, log_odds in enumerate((5.0, -1.0, -4.0, 0.0, -2.0), 11)
    ]
    alarms, missed = worst_mistakes(messages, 2)
    assert [one.labelled.line for one in alarms] == [3, 4]
    assert [one.labelled.line for one in missed] == [13, 15]
    assert [len(found) for found in worst_mistakes(messages, 9)] == [3, 3]
    assert worst_mistakes(messages, 0) == ([], [])


def test_the_explanation_of_a_mistake_stops_before_the_advice() -> None:
    one = judge(Checker(), conversation(SCAM))
    lines = explanation(one)
    assert lines[0].startswith("✖ SCAM")
    assert "     “send me your seed phrase”" in lines
    assert f"sum {one.verdict.log_odds:+.2f} → " in lines[-1]


def test_a_text_is_shown_on_one_line_and_cut_off() -> None:
    assert shown_text(judged(True, 1, text="a\n\tb\x1b[2J  c")) == "a b·[2J c"
    assert shown_text(judged(True, 1, text="字" * 200)) == "字" * 200
    assert shown_text(judged(True, 1, text="字" * 201)) == "字" * 199 + "…"


def test_json_has_the_figures_the_groups_and_the_mistakes() -> None:
    messages = [judged(True, 5, lang="en", flags=(Flag.QR,)), judged(False, 3, lang="en", line=2), judged(False, -4)]
    data = json.loads(json.dumps(make_report(messages, 7).to_dict(errors=1), allow_nan=False))
    counts = ("messages", "scams", "honest", "conversations", "bad_lines")
    assert [data[key] for key in counts] == [3, 1, 2, 0, 7]
    assert set(data["figures"]) == set(FIGURES)
    assert data["figures"]["precision"]["value"] == 0.5
    assert data["figures"]["recall"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert [(g["name"], g["messages"]) for g in data["by_lang"]] == [("en", 2), (None, 1)]
    assert data["by_lang"][1]["figures"]["auc"] is None
    assert data["by_flag"][0]["flag"] == "qr"
    assert sum(one["messages"] for one in data["reliability"]) == 3
    [alarm] = data["errors"]["false_alarms"]
    assert (alarm["file"], alarm["line"], alarm["turn"]) == ("made.jsonl", 2, None)
    assert (alarm["level"], alarm["log_odds"], alarm["score"]) == ("SCAM", 3, 0.952574)
    assert data["errors"]["missed_scams"] == []
    assert "errors" not in make_report(messages, 0).to_dict()


def test_columns_stay_straight_beside_wide_characters() -> None:
    assert (width("abc"), width("转账ab"), width("e\u0301"), width("ＡＢ")) == (3, 6, 1, 4)
    lines = list(aligned([("kind", "n"), ("客服 OKX", "12"), ("", "3")]))
    assert lines == ["kind       n", "客服 OKX  12", "           3"]


def test_the_tables_say_what_was_measured() -> None:
    messages = [judged(True, 5, kind="冒充客服", flags=(Flag.QR,)) for _ in range(5)]
    messages += [judged(False, log_odds) for log_odds in (1, -4, -4, -4)]
    lines = list(summary(make_report(messages, 2), ("kind", "flag", "lang")))
    assert lines[0] == "9 messages, 5 scams, 4 honest, 2 bad lines skipped"
    shown = {line.strip().partition("  ")[0]: line.split() for line in lines}
    assert shown["false alarms: honest flagged"][-5:] == ["25.0", "%", "0.0", "–", "75.0"]
    # All scams were flagged: a rate of 100 % has no interval.
    assert shown["recall: scams flagged"][-2:] == ["100.0", "%"]
    assert shown["冒充客服"] == ["冒充客服", "5", "100.0", "%", "0", "–", "–", "–"]
    assert shown["qr"] == ["qr", "5", "100.0", "%", "0.0", "%"]
    assert "by language: no line names one" in lines


def test_what_does_not_exist_is_a_dash() -> None:
    lines = list(summary(make_report([judged(True, 5)], 0), ()))
    shown = {line.strip().partition("  ")[0]: line.split()[-1] for line in lines if line.startswith("  ")}
    dashes = {"precision", "false alarms: honest flagged", "false alarms", "area under the ROC curve"}
    assert {name for name, last in shown.items() if last == "–"} == {*dashes, "average precision"}


def test_mistakes_tell_place_text_and_reasons() -> None:
    honest = Labelled((Message("hi"), Message(SCAM)), True, False, (), "en", "转账", None, "chat.jsonl", 3)
    report = make_report([judge(Checker(), honest)], 0)
    lines = list(mistakes(report, 5))
    place = "  chat.jsonl:3, message 2 of 2, en, 转账"
    assert lines[:5] == ["", "honest messages flagged, the worst first:", "", place, f"    {SCAM}"]
    assert any("Asks for your seed phrase" in line for line in lines)
    assert lines[-1] == "scams missed: none to show"
