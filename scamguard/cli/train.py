"""`scamguard train`: the shipped model again, from the written corpora and the public sets."""

import sys
from pathlib import Path

import click

_CHECKOUT = Path(__file__).resolve().parents[2]


@click.command()
@click.option(
    "--datasets",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=_CHECKOUT / "datasets",
    show_default="the checkout's",
    help="Folder with the corpora (*.jsonl) and public.toml.",
)
@click.option(
    "--public",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the public sets that public.toml names; without it the model knows less of everyday talk.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where text.npz and text.json are written; with --public the checkout's models if not given.",
)
def train(datasets: Path, public: Path | None, out: Path | None) -> None:
    """Train the classifier on the rows and conversations whose split is "train" and on the examples of the rules.

    The same corpora, rules and public sets give the same model bit for bit. Needs scikit-learn: pip install '.[train]'
    """
    from scamguard.classifier.conversations import read_pieces
    from scamguard.classifier.public import public_texts
    from scamguard.classifier.train import PUBLIC_IMPORTANCE, Example, read_rows
    from scamguard.classifier.train import train as fit
    from scamguard.rulebook.rulebook import Rulebook
    from scamguard.scoring import Policy
    from scamguard.text.prepare import prepare
    from scamguard.types import Message

    if out is None:
        if public is None:
            raise click.UsageError("without --public the model would be weaker than the shipped one: give --out DIR")
        out = _CHECKOUT / "models"
    rulebook = Rulebook.load()
    rows = [row for row in read_rows(sorted(datasets.glob("*.jsonl"))) if row.split == "train"]
    messages: list[tuple[str, bool, tuple[str, ...], float]]
    messages = [(row.text, row.is_scam, row.flags, 1.0) for row in rows]
    messages += [(text, True, (str(rule.flag),), 1.0) for rule in rulebook.rules for text in rule.match]
    messages += [(text, False, (), 1.0) for rule in rulebook.rules for text in rule.passes]
    pieces = read_pieces(sorted(datasets.glob("conversations/*.jsonl")), Policy.load().conversation)
    messages += [
        (piece.text, piece.is_scam, piece.flags, 1.0 if piece.is_joined else PUBLIC_IMPORTANCE) for piece in pieces
    ]
    if public is not None:
        messages += [(text, False, (), PUBLIC_IMPORTANCE) for text in public_texts(datasets / "public.toml", public)]
    examples: list[Example] = []
    with click.progressbar(messages, label="reading", file=sys.stderr) as progress:
        for raw, is_scam, flags, importance in progress:
            text = prepare(raw)
            atoms = rulebook.detect(text, Message(raw)).atoms
            examples.append(Example(text.plain, atoms, is_scam, flags, importance))
    click.echo(f"training on {len(examples)} messages, {len(rows)} of them written for this project", err=True)
    fit(examples, out)
    click.echo(f"{out / 'text.npz'}: {(out / 'text.npz').stat().st_size:,} bytes", err=True)
