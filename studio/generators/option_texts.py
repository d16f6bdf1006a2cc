"""`--option name=value`: text from the command line into the values that a generator declares."""

from __future__ import annotations

from collections.abc import Sequence

from studio.errors import InputError
from studio.generators.specs import Generator, Option, OptionValue

TRUTH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def option_values(generator: Generator, given: Sequence[str]) -> dict[str, OptionValue]:
    """The options named in `given` ("name=value" each), checked; InputError says what there is instead."""
    known = {option.name: option for option in generator.options}
    chosen: dict[str, OptionValue] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"--option takes name=value, not {text}")
        if name not in known:
            there = f"its options: {', '.join(known)}" if known else "it has none"
            raise InputError(f"generator {generator.id} has no option {name}; {there}")
        chosen[name] = parsed_option(known[name], value)
    return chosen


def parsed_option(option: Option, text: str) -> OptionValue:
    """The value that a text means; InputError where the option does not take it."""
    value: OptionValue = text
    try:
        if option.kind == "int":
            value = int(text)
        elif option.kind == "float":
            value = float(text)
        elif option.kind == "bool":
            value = TRUTH.get(text.lower(), text)
    except ValueError:
        raise InputError(f"option {option.name} is a number, not {text}") from None
    wrong = option.check(value)
    if wrong:
        raise InputError(f"option {option.name} {wrong}")
    return value
