"""`studio weights`: import other people's checkpoints, and choose what a generator draws with."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.talk import answer, complain, say
from studio.errors import InputError

if TYPE_CHECKING:
    from studio.weights.card import Card
    from studio.weights.store import Store

EXAMPLES = """examples:
  studio weights import latest_net_G.pth --as coco            SPADE, TSIT, pix2pix, CartoonGAN and StarGAN are known
  studio weights import latest_net_G.pth --hint upsampling=more --hint crop_size=512 --hint aspect_ratio=2
  studio render map.png -o picture.png --generator spade --weights coco
  studio weights use coco                                     SPADE draws with it from now on
"""


def add_parser(subparsers: Any) -> None:
    """Add the command `weights` with its subcommands."""
    parser = subparsers.add_parser(
        "weights",
        help="import checkpoints, and choose which weights draw",
        description="Weights beside those that ship. Checkpoints are read in a process of their own, tensors only.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    commands = parser.add_subparsers(dest="weights_command", metavar="COMMAND", required=True)
    importing = commands.add_parser("import", help="turn a checkpoint into weights of the studio")
    importing.add_argument("file", type=Path, metavar="FILE", help="a checkpoint: .pth, .pt, .ckpt, .pkl, .safetensors")
    importing.add_argument("--as", dest="name", metavar="NAME", help="what to call it (default: the file's name)")
    importing.add_argument(
        "--hint", action="append", default=[], metavar="KEY=VALUE", help="what the file can't tell; repeatable"
    )
    importing.add_argument("--replace", action="store_true", help="take the place of weights of that name")
    named = {
        "info": ("one card", "the weights' name"),
        "use": ("let its generator draw with it", "the weights' name, or bundled:GENERATOR"),
        "remove": ("delete it and its card", "the weights' name"),
    }
    parsers = [importing, commands.add_parser("list", help="every card, a line each")]
    for command, (help_text, what) in named.items():
        parsers.append(commands.add_parser(command, help=help_text))
        parsers[-1].add_argument("name", metavar="NAME", help=what)
    parsers.append(commands.add_parser("verify", help="compare every file with its card's sha256"))
    for each in parsers:
        each.add_argument("--json", action="store_true", help="as JSON on stdout")


def run(args: argparse.Namespace) -> int:
    """Do what `studio weights` was asked for; the exit code."""
    from studio.weights.store import Store

    return {
        "import": _import,
        "list": _list,
        "info": _info,
        "use": _use,
        "remove": _remove,
        "verify": _verify,
    }[args.weights_command](args, Store())


def _import(args: argparse.Namespace, store: Store) -> int:
    from studio.generators.host import find
    from studio.weights.importing import import_checkpoint

    for hint in args.hint:
        if "=" not in hint:
            raise InputError(f"--hint takes KEY=VALUE, not {hint}")
    hints = dict(hint.split("=", 1) for hint in args.hint)
    card = import_checkpoint(args.file, store, name=args.name, hints=hints, replace=args.replace)
    if args.json:
        answer(_json(_facts(card)))
        return 0
    say(f"{card.name}: {card.title}, {card.parameters / 1e6:.1f} M parameters")
    takes_maps = find(card.generator).input == "labels"
    if takes_maps and not card.labels and not card.facts.get("label_values"):
        say("its label channels are of no known set and are taken as ours; name a set with --hint labels=SET --replace")
    source = "SKETCH" if takes_maps else "PHOTO"
    say(f"draw with it: studio render {source} -o OUT.png --generator {card.generator} --weights {card.name}")
    return 0


def _list(args: argparse.Namespace, store: Store) -> int:
    cards, uses = store.cards(), store.in_use()
    for name in store.damaged():
        complain(f"the card of {name} is damaged and left out: import its weights again (--replace)")
    if args.json:
        answer(_json([{**_facts(card), "in_use": uses.get(card.generator) == card.name} for card in cards]))
        return 0
    heads = ("NAME", "GENERATOR", "LABELS", "PARAMETERS", "NETWORK")
    rows = [
        (
            f"{card.name}{' *' if uses.get(card.generator) == card.name else ''}",
            card.generator,
            card.labels or "-",
            f"{card.parameters / 1e6:.1f} M",
            card.title,
        )
        for card in cards
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        answer("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


def _info(args: argparse.Namespace, store: Store) -> int:
    card = store.find(args.name)
    if args.json:
        answer(_json(_facts(card)))
        return 0
    lines = {
        "network": card.title,
        "generator": card.generator,
        "parameters": f"{card.parameters:,}",
        "labels": card.labels or _unnamed_labels(card),
        "domains": ", ".join(card.domains) or "(none)",
        "from": f"{card.source.get('file', '?')} (sha256 {card.source.get('sha256', '?')[:16]}…)",
        "imported": card.made,
        "licence": card.licence,
        "file": str(store.path(card)),
        "sha256": card.sha256,
    }
    answer(card.name)
    for name, text in lines.items():
        answer(f"  {name:11} {text}")
    return 0


def _unnamed_labels(card: Card) -> str:
    """What stands in a label set's place on a card that names none."""
    from studio.generators.host import find

    try:
        takes_pictures = find(card.generator).input == "picture"
    except InputError:
        return "(its generator isn't installed)"
    if takes_pictures:
        return "(takes pictures)"
    return "its own, and ours by likeness" if card.facts.get("label_values") else "of no known set, taken as ours"


def _use(args: argparse.Namespace, store: Store) -> int:
    from studio.generators.host import find

    prefix, _, generator = args.name.partition(":")
    if prefix == "bundled" and generator:
        store.use_bundled(find(generator).id)
        facts = {"generator": generator, "weights": "bundled"}
    else:
        card = store.use(args.name)
        facts = {"generator": card.generator, "weights": card.name}
    if args.json:
        answer(_json(facts))
    else:
        say(f"{facts['generator']} draws with {facts['weights']} from now on")
    return 0


def _remove(args: argparse.Namespace, store: Store) -> int:
    card = store.remove(args.name)
    if args.json:
        answer(_json({"removed": card.name}))
    else:
        say(f"{card.name} is removed")
    return 0


def _verify(args: argparse.Namespace, store: Store) -> int:
    found = store.verify()
    if args.json:
        answer(_json(found))
    else:
        for name, fault in found.items():
            answer(f"{name}: {fault or 'as its card says'}")
    return 1 if any(found.values()) else 0


def _facts(card: Card) -> dict[str, Any]:
    return asdict(card)


def _json(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2)
