"""Each component, drawn with and without what it may leave out, is HTML in order and says its words."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from spotcheck.places import TEMPLATES
from spotcheck.web import assets
from spotcheck.web.pictures import share_picture
from tests.html import audit

FIVE = (
    "[{'value': 'a', 'words': 'Done well', 'icon': 'well', 'kind': 'full'}, {'value': 'b', 'words': 'B'},"
    " {'value': 'c', 'words': 'C'}, {'value': 'd', 'words': 'D'}, {'value': 'e', 'words': 'E'}]"
)
STAGES = "[('Finding', 'been'), ('Agreed', 'now'), ('Done', ''), ('Verified', ''), ('Closed', '')]"

# (component, what it draws, words that must be seen)
DRAWN = [
    ("button", "button('Agree', 'main', icon='well')", "Agree"),
    ("button", "link_button('Not now', '/today')", 'href="/today"'),
    ("button", "post_button('I have it', '/take', values={'n': 1}, about='for Amina')", 'value="token"'),
    ("form", "problems({'title': 'Say what will change.', 'due': ['One.', 'Two.']})", 'href="#title"'),
    ("form", "problems({})", ""),
    ("field", "text_field('title', 'What', value='Kept', hint='H', wrong='W')", 'value="Kept"'),
    ("field", "text_field('title', 'What', value=none)", 'value=""'),
    ("field", "text_area('words', 'Words', value='<Kept>', optional=true)", "&lt;Kept&gt;"),
    (
        "field",
        "select_field('lead', 'Lead', [(1, 'Priya'), (2, 'Joseph')], value='2', blank='Choose')",
        "selected>Joseph",
    ),
    ("field", "date_field('due', 'Due', value='2026-12-04', wrong=['One.', 'Two.'])", "Two."),
    ("field", "number_field('n', 'How many', value=10, min=0)", 'min="0"'),
    (
        "ticks",
        "ticks('hard', 'Hard?', [('kit', 'Kit', 'Hoists'), ('time', 'Time')], ['kit'], wrong='W')",
        'value="kit" checked',
    ),
    ("ticks", "picks('shift', 'Shift', [(1, 'Early'), (2, 'Late')], 2)", 'value="2" checked'),
    ("ticks", "tick('alone', 'No support is needed', checked=true, hint='H')", "checked"),
    (
        "scale",
        f"scale('q', 'Cleans hands', {FIVE}, 'a', number=2, must=true, hint='H', wrong='W')",
        'value="a" checked',
    ),
    ("scale", f"scale('q', 'Cleans hands', {FIVE}, next_up=true, attrs={{'hx-post': '/x'}})", 'hx-post="/x"'),
    ("word", "word('3 days late', 'late')", "3 days late"),
    ("story_line", f"line({STAGES})", 'aria-current="step"'),
    ("story_line", f"mini({STAGES})", "Agreed, now"),
    (
        "notice",
        "todo([{'says': 'One more', 'href': '/x', 'rest': 'by Friday.'}, {'says': 'Read', 'met': true}])",
        "by Friday.",
    ),
    ("stat", "stat([(13, 24, 'before', true), (9, 10, 'after', false)])", "The true share"),
    ("facts", "facts([('Leads', 'Priya'), ('Why', 'Because', 'long')])", "Because"),
    (
        "history",
        "history([{'who': 'Priya', 'what': 'agreed it.', 'when': 'Today', 'changes': [('State', 'a', 'b')]}])",
        "<ins>b</ins>",
    ),
    ("history", "history([{'what': 'Made.', 'when': 'Today', 'received': '15:02', 'reason': 'R'}])", "received 15:02"),
    ("empty", "empty('Nothing is due.')", "Nothing is due."),
    ("strength", "strength('She waited.', about='20 November')", "She waited."),
    ("reply", "reply('Tomasz', 'today', 'Thank you', says='says thanks')", "says thanks"),
    ("bar", "bar(5, 12, 'Finish', 'check', 'Saved')", "5 of 12 answered"),
    ("bar", "bar(0, 40, 'Finish', 'check', at_risk='', beside=true)", 'hx-swap-oob="true"'),
    ("bar", "step_bar('Agree', 'f', second='Not now', second_href='/')", "Not now"),
    ("dock", "dock([{'href': '/o', 'word': 'Observe', 'says': 'practice', 'icon': 'eye'}], '/risk')", "At risk"),
    (
        "views",
        "views([{'word': 'Mine', 'href': '?', 'count': 4, 'current': true}, {'word': 'A', 'href': '?'}], 'V')",
        "Mine",
    ),
    ("pages", "pages(older='?before=1')", "Older"),
    ("at_risk", "banner({'says': 'Amina says so.', 'take': '/take', 'href': '/x'})", "I have it"),
    ("at_risk", "guidance('01632 960 016', 'Samuel')", "tel:01632960016"),
    ("at_risk", "guidance()", "Ring the manager on call"),
    ("person", "person_menu({'name': 'Amina', 'note': 'Senior', 'sign_out': '/out'})", "Sign out"),
    ("message", "message('Not yet', ['One is missing.'], [{'words': 'Back', 'href': '/'}])", "One is missing."),
]

CALLED = [
    ("notice", "notice('before this can close', mark='Two things are missing')"),
    ("fold", "fold('What it can show', aside='10 records')"),
    ("at_risk", "sheet('01632 960 016')"),
    ("views", "filters('All services', '/actions')"),
    ("strength", "strength('She waited.')"),
    ("empty", "empty('Nothing is due.')"),
]


@pytest.fixture(scope="module")
def draw() -> Callable[[str], str]:
    app = Flask("drawn", template_folder=str(TEMPLATES), static_folder=None)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # from the extension
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(csrf_token=lambda: "token", share_picture=share_picture, offline=lambda: True)
    assets.init_app(app)

    def drawn(source: str, **context: object) -> str:
        with app.test_request_context():
            return render_template_string(source, **context)

    return drawn


def imported(component: str, call: str) -> str:
    return f'{{% from "components/{component}.html" import {call.partition("(")[0]} %}}'


@pytest.mark.parametrize(("component", "call", "words"), DRAWN)
def test_a_component_is_in_order(draw: Callable[[str], str], component: str, call: str, words: str) -> None:
    page = draw(f"{imported(component, call)}{{{{ {call} }}}}")
    audit(page, part=True)
    assert words in page
    assert "None" not in page


@pytest.mark.parametrize(("component", "call"), CALLED)
def test_a_component_holds_what_it_is_given(draw: Callable[[str], str], component: str, call: str) -> None:
    page = draw(f"{imported(component, call)}{{% call {call} %}}<p>Inside</p>{{% endcall %}}")
    audit(page, part=True)
    assert "<p>Inside</p>" in page


def test_a_finished_stage_folds_and_the_present_one_does_not(draw: Callable[[str], str]) -> None:
    source = imported("story_line", "stage()") + (
        "<ol class='story'>{% call stage('Finding', 'been', '5 October', fold=true) %}<p>A</p>{% endcall %}"
        "{% call stage('Agreed', 'now') %}<p>B</p>{% endcall %}</ol>"
    )
    page = draw(source)
    audit(page, part=True)
    assert page.count("<details") == 1


@pytest.mark.parametrize("layout", ["base", "capture", "plain"])
def test_a_layout_is_a_whole_page(draw: Callable[..., str], layout: str) -> None:
    page = draw(
        f'{{% extends "layouts/{layout}.html" %}}'
        "{% block title %}T{% endblock %}{% block main %}<h1>T</h1>{% endblock %}",
        nav=[{"label": "Today", "href": "/", "current": True}],
        person={"name": "Amina", "note": "", "sign_out": "/out"},
        alerts=[{"says": "Somebody is at risk.", "take": "/take"}],
        receipts=["It is kept."],
        back={"label": "Today", "href": "/"},
    )
    audit(page)
    assert "It is kept." in page
    assert "<title>T · Spotcheck</title>" in page
    assert ("Somebody is at risk." in page) is (layout != "plain")
