"""R13: the worker can reply: thank, see it differently, ask for support."""

import pytest

from spotcheck.checks.rules.reply import LONGEST_REPLY, ReplyKind, reply_wanting


@pytest.mark.parametrize(
    ("kind", "text", "fields"),
    [
        ("thanks", "", []),
        ("thanks", "That helped me.", []),
        ("disagree", "I had washed my hands before you came in.", []),
        ("disagree", "  ", ["text"]),
        ("support", "", []),
        ("support", "With the new charts.", []),
        (None, "Something", ["kind"]),
        ("shouting", "Something", ["kind"]),
        ("thanks", "a" * (LONGEST_REPLY + 1), ["text"]),
    ],
)
def test_a_reply_says_what_it_still_needs(kind, text, fields):
    assert sorted(reply_wanting(kind, text)) == fields


def test_the_three_replies_are_in_the_workers_words():
    assert [str(kind.label) for kind in ReplyKind] == ["Thank you", "I see it differently", "I would like support"]
