"""`scamguard verify`: one link, address, number or account, held against one brand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scamguard.cli.decoding import decode_argument
from scamguard.cli.options import configuration, language, load_configuration, system_language

if TYPE_CHECKING:
    from scamguard.brands import Brand

_COLOURS = {"official": "green", "related": "cyan", "lookalike": "red", "unverified": "yellow"}
_GENUINE = ("official", "related")

_HELP = """Is this link, domain, e-mail address, phone number or @account genuine?

核实链接、域名、邮箱、电话或 @账号 是否属于官方。

\b
Examples:
  scamguard verify okx.com.account-check.example
  scamguard verify support@okx.com
  scamguard verify "+852 5550 1234"
  scamguard verify @okx_helpdesk --brand okx

\b
Exit codes:
  0  official or related
  1  look-alike or unverified
  2  bad usage, or not such a value
"""


@click.command(help=_HELP)
@click.argument("value")
@click.option("--brand", "brand_name", default="okx", show_default=True, help="The id of a brand, or a brand file.")
@click.option("--json", "as_json", is_flag=True, help="Print kind, value, status, brand and reason as JSON.")
@language("that of your system")
@configuration
@click.pass_context
def verify(context: click.Context, value: str, brand_name: str, as_json: bool, lang: str, config: Path | None) -> None:
    """Classify, print, and exit by the status."""
    from scamguard.brands import Trusted
    from scamguard.cli.terminal import print_json
    from scamguard.rulebook.channels import verify_channel

    value, lang = decode_argument(value).text, system_language(lang)
    brand = _brand(brand_name)
    channel = verify_channel(value, brand, load_configuration(config) or Trusted())
    words = _wording()
    reason = words["reasons"][channel.reason][lang].format(brand=brand.names[0], domain=channel.domain)
    if as_json:
        answer = {"kind": channel.kind, "value": channel.value, "status": str(channel.status)}
        print_json(answer | {"brand": brand.id, "reason": reason})
    else:
        heading = click.style(words["status"][channel.status][lang], fg=_COLOURS[channel.status], bold=True)
        _print(f"{heading}  ", value, reason, f"{brand.names[0]}: {getattr(brand.verify, lang)}")
    context.exit(int(channel.status not in _GENUINE))


def _brand(name: str) -> Brand:
    """The brand of an id, or of a file. Raises DataError if the file is wrong, BadParameter if there is neither."""
    from scamguard.resources import bundled
    from scamguard.rulebook.load import load_brand, yaml_files

    if Path(name).is_file():
        return load_brand(Path(name))
    brands = {brand.id: brand for brand in map(load_brand, yaml_files(bundled("rules") / "brands"))}
    if name not in brands:
        raise click.BadParameter(f"{name!r} is neither a file nor one of {', '.join(brands)}.", param_hint="--brand")
    return brands[name]


def _wording() -> dict[str, Any]:
    """The sentences of scamguard/wording/channels.yaml."""
    from scamguard.resources import shipped_data

    words: dict[str, Any] = shipped_data("wording", "channels")
    return words


def _print(heading: str, value: str, *sentences: str) -> None:
    from scamguard.cli.terminal import harmless, may_colour

    click.echo(heading + harmless(value), color=may_colour(sys.stdout))
    for sentence in sentences:
        click.echo(f"  {harmless(sentence)}")
