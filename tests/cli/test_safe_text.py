"""No text from outside can move the cursor, set a title, write the clipboard or reverse the reading direction."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from studio.terminal.safe_text import clean


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_unsafe_is_left_and_nothing_is_lost(text: str) -> None:
    safe = clean(text)
    assert len(safe) == len(text)
    assert not [one for one in safe if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not [
        one for one in safe if unicodedata.bidirectional(one) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI"}
    ]
    assert safe.encode().decode() == safe


def test_an_attack_on_the_clipboard_becomes_plain_text_and_words_stay() -> None:
    assert clean("sea\x1b]52;c;ZXZpbA==\x07.png") == "sea�]52;c;ZXZpbA==�.png"
    assert clean("程序世界 – é ✓ [b]") == "程序世界 – é ✓ [b]"
