"""What templates may call: words for dates, times, sentences and roles. Each has a test."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import Babel, get_domain, gettext
from markupsafe import Markup

from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, day_in_words, listed, moment_in_words, render
from spotcheck.web.pictures import qr_picture, share_picture


def init_app(app: Flask) -> None:
    Babel(app)
    app.jinja_env.finalize = spoken
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=day, shortday=shortday, weekday=weekday, moment=moment, iso=iso, held=held)
    app.jinja_env.filters.update(listed=listed, together=together, capital=capital)
    app.jinja_env.globals["share_picture"] = share_picture
    app.jinja_env.globals["qr_picture"] = qr_picture


def spoken(value: Any) -> Any:
    """A sentence in the reader's language; everything else as it is."""
    if isinstance(value, Sentence):
        return render(value, gettext, _counted)
    return "" if value is None else value


def _counted(one: str, many: str, n: int) -> str:
    """The form of the sentence for this number; `ngettext` itself would fill in values, and knows only one of them."""
    text: str = get_domain().get_translations().ungettext(one, many, n)
    return text


def together(parts: Iterable[Any]) -> str:
    """`supervisor, reader`: sentences and names side by side, each in the reader's language."""
    return ", ".join(str(spoken(part)) for part in parts)


def capital(value: Any) -> str:
    """The same words, beginning a sentence: `Supervisor at Hazel Court`."""
    text = str(spoken(value))
    return text[:1].upper() + text[1:]


def day(value: date | datetime) -> str:
    """`27 November 2026`."""
    return day_in_words(local_date(value) if isinstance(value, datetime) else value)


def shortday(value: date) -> str:
    """`27 Nov`, under a drawing."""
    return f"{value.day} {value:%b}"


def weekday(value: date) -> str:
    """`Friday 27 November`, for days that are near."""
    return f"{value:%A} {value.day} {value:%B}"


def moment(value: datetime) -> str:
    """`27 November 2026 at 14:32`, on the clock where care is given."""
    return moment_in_words(value)


def held(value: Any) -> Any:
    """A value as a reader takes it, whatever it is: moments and days in words, pictures inside the page, and
    everything else as it is."""
    if isinstance(value, bytes):
        src = f"data:image/jpeg;base64,{b64encode(value).decode()}"
        return Markup('<img alt="{}" src="{}">').format(gettext("Photo"), src)  # both are escaped
    if isinstance(value, datetime):
        return moment_in_words(value)
    return day_in_words(value) if isinstance(value, date) else value


def iso(value: date | datetime) -> str:
    """For `<time datetime>`."""
    return value.isoformat()
