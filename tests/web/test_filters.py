"""What templates may call."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask, render_template_string

from spotcheck.core.words import say, say_n
from spotcheck.web import filters

LATE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July, where care is given


@pytest.mark.parametrize(
    ("filter", "value", "says"),
    [
        (filters.day, date(2026, 11, 27), "27 November 2026"),
        (filters.day, LATE, "1 July 2026"),
        (filters.weekday, date(2026, 11, 27), "Friday 27 November"),
        (filters.moment, LATE, "1 July 2026 at 00:30"),
        (filters.iso, date(2026, 11, 27), "2026-11-27"),
        (filters.iso, LATE, "2026-06-30T23:30:00+00:00"),
    ],
)
def test_days_and_moments_are_those_on_the_wall_where_care_is_given(filter: Any, value: Any, says: str) -> None:
    assert filter(value) == says


@pytest.mark.parametrize(
    ("template", "page"),
    [
        ("{{ nothing }}", ""),
        ("{{ sentence }}", "Grace has it"),
        ("{{ sentence|capital }}", "Grace has it"),
        ("{{ role|capital }}", "Supervisor at Hazel Court"),
        ("{{ [role, 'reader']|together }}", "supervisor at Hazel Court, reader"),
        ("{{ ['a', 'b', 'c']|listed }}", "a, b and c"),
        ("{{ markup }}", "&lt;b&gt; has it"),
        ("{{ many }}", "2 records"),
        ("{{ ''|capital }}", ""),
    ],
)
def test_sentences_are_spoken_where_they_stand(template: str, page: str, app: Flask) -> None:
    shown = render_template_string(
        template,
        nothing=None,
        sentence=say("%(name)s has it", name="Grace"),
        role=say("%(role)s at %(place)s", role=say("supervisor"), place="Hazel Court"),
        markup=say("%(name)s has it", name="<b>"),
        many=say_n("One record", "%(n)s records", 2),
    )
    assert shown == page
