"""`scamguard rules`: what the rulebook holds, and whether it is in order."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scamguard.cli.options import Paths, additions, language, make_rulebook, system_language

if TYPE_CHECKING:
    from scamguard.rulebook.lint import Complaint
    from scamguard.rulebook.rule import Rule


@click.group()
def rules() -> None:
    """List, show and check the rules.

    查看和检查规则。
    """


@rules.command("list")
@language("that of your system")
@additions
def list_rules(lang: str, folders: Paths, brands: Paths) -> None:
    """One line a rule: id, flag, weight, * if it makes SCAM alone, title."""
    lang = system_language(lang)
    rows = [
        (rule.id, str(rule.flag), f"{rule.weight:g}", "*" if rule.decisive else "", getattr(rule.title, lang))
        for rule in sorted(make_rulebook(folders, brands).rules, key=lambda rule: rule.id)
    ]
    for row in _aligned([("id", "flag", "weight", "decisive", "title"), *rows]):
        click.echo(row)


@rules.command("show")
@click.argument("rule_id", metavar="ID")
@language("that of your system")
@additions
def show_rule(rule_id: str, lang: str, folders: Paths, brands: Paths) -> None:
    """Everything about one rule: condition, examples, source, file."""
    from scamguard.cli.terminal import harmless

    by_id = {rule.id: rule for rule in make_rulebook(folders, brands).rules}
    if rule_id not in by_id:
        raise click.BadParameter(_unknown(rule_id, by_id), param_hint="ID")
    click.echo(harmless("\n".join(_described(by_id[rule_id], system_language(lang)))))


@rules.command("lint")
@additions
@click.pass_context
def lint_rules(context: click.Context, folders: Paths, brands: Paths) -> None:
    """Check how the rules are written. Exit 1 if something should be mended."""
    from scamguard.rulebook.lint import lint
    from scamguard.scoring import Policy

    _report(context, lint(make_rulebook(folders, brands), Policy.load().decisive_weight))


@rules.command("test")
@additions
@click.pass_context
def test_rules(context: click.Context, folders: Paths, brands: Paths) -> None:
    """Try every rule on its examples. Exit 1 if one does not do what they say."""
    from scamguard.checker import Checker
    from scamguard.rulebook.lint import try_examples

    checker = Checker(rules=folders, brands=brands)
    _report(context, try_examples(checker.rulebook, checker.check))


def _report(context: click.Context, complaints: tuple[Complaint, ...]) -> None:
    """Print complaints, each recommendation once below its own, and exit 1 if there are any."""
    from scamguard.cli.terminal import harmless, may_colour

    colour = may_colour(sys.stdout)
    for i, complaint in enumerate(complaints):
        name = click.style(complaint.check, fg="yellow")
        click.echo(harmless(f"{complaint.path}: ") + f"{name}: {harmless(complaint.what)}", color=colour)
        following = complaints[i + 1 : i + 2]
        if not following or following[0].check != complaint.check:
            click.echo(f"  how to fix it: {complaint.recommendation}")
    click.echo(f"{len(complaints)} to mend" if complaints else "all in order")
    context.exit(int(bool(complaints)))


def _unknown(rule_id: str, known: Iterable[str]) -> str:
    """What to say of an id that does not exist, with those that look like it."""
    from difflib import get_close_matches

    ids = list(known)
    inside = [name for name in ids if rule_id and rule_id in name]
    close = list(dict.fromkeys([*inside, *get_close_matches(rule_id, ids, n=3, cutoff=0.5)]))[:5]
    hint = f" Did you mean {' or '.join(close)}?" if close else " `scamguard rules list` shows them all."
    return f"there is no rule {rule_id!r}.{hint}"


def _described(rule: Rule, lang: str) -> Iterator[str]:
    """A rule in lines for a reader; the condition as its file has it."""
    import yaml

    from scamguard.rulebook.yaml_file import YamlFile

    yield f"{rule.id}: {getattr(rule.title, lang)}"
    yield f"  {getattr(rule.why, lang)}"
    yield ""
    decisive = "yes, makes SCAM alone" if rule.decisive else "no"
    facts = {"flag": str(rule.flag), "family": rule.family, "weight": f"{rule.weight:g}", "decisive": decisive}
    facts |= {"source": rule.source, "file": rule.path}
    width = max(map(len, facts)) + 1
    yield from (f"{key + ':':<{width}} {value}" for key, value in facts.items())
    yield "when:"
    condition = yaml.safe_dump(YamlFile(Path(rule.path)).data["when"], allow_unicode=True, sort_keys=False, width=1000)
    yield from (f"  {line}" for line in condition.splitlines())
    for heading, examples in (("fires on:", rule.match), ("stays silent on:", rule.passes)):
        yield heading
        yield from (f"  - {example}" for example in examples or ("(no examples yet)",))


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Rows with all columns but the last padded to their widest entry."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        yield "  ".join([*cells, row[-1]])
