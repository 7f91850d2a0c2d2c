"""What waits of learning, as lines of Today: sign-offs and talks in numbers, short questions by their words."""

from __future__ import annotations

from flask import url_for

from spotcheck.core.words import say, say_n
from spotcheck.desk.line import Line
from spotcheck.desk.today import Today
from spotcheck.desk.today_actions import MOST
from spotcheck.learning.queries.competence_due import Waits
from spotcheck.learning.queries.competence_signed import Again
from spotcheck.learning.queries.rows import Row
from spotcheck.learning.queries.supervision_due import TalksDue
from spotcheck.learning.queries.waiting import Somebody
from spotcheck.learning.rules.competence import State
from spotcheck.learning.rules.competence_words import again_in_words, counts_in_words


def due(found: Today) -> list[Line]:
    """Sign-offs and talks that are due, in numbers: who it is about stands on the page behind."""
    some = [_waits(one) for one in found.again[:MOST]]
    if len(found.again) > MOST:
        some.append(Line(say("More under “Signed off”"), url_for("learning.competence_services"), icon="go"))
    talks = [one for one in found.talks if one.others]
    some += [_talks(one) for one in talks[:MOST]]
    if len(talks) > MOST:
        some.append(Line(say("More talks are due"), url_for("learning.competence_services"), icon="go"))
    return some


def talks(found: Today) -> list[Line]:
    """What cannot wait."""
    return [_talk(one) for one in found.learning.talks[:MOST]]


def decide(found: Today) -> list[Line]:
    return [*(_to_sign(one) for one in found.to_sign[:MOST]), *_asked(found)]


def mine(found: Today) -> list[Line]:
    return [
        *(_own(one) for one in found.own_again[:MOST]),
        *(_own_talk(one, found) for one in found.talks if one.own),
        *(_question(row) for row in found.questions[:MOST]),
        *(_coaching(one) for one in found.learning.coaching[:MOST]),
    ]


def _waits(one: Waits) -> Line:
    says = say("%(counts)s at %(service)s.", counts=counts_in_words(one.counts), service=one.service)
    return Line(say("Competence in %(topic)s", topic=one.topic), _list_of(one), says, icon="calendar")


def _to_sign(one: Waits) -> Line:
    ready = say_n("One person is ready to sign off", "%(n)s people are ready to sign off", one.counts[State.READY])
    says = say("%(topic)s, at %(service)s.", topic=one.topic, service=one.service)
    return Line(ready, _list_of(one), says, icon="well")


def _list_of(one: Waits) -> str:
    return url_for("learning.competence_page", service_id=one.service_id, _anchor=f"topic-{one.topic_id}")


def _talks(one: TalksDue) -> Line:
    title = say_n("One supervision talk is due", "%(n)s supervision talks are due", one.others)
    href = url_for("learning.supervision_page", service_id=one.service_id)
    return Line(title, href, say("At %(service)s.", service=one.service), icon="talk")


def _own_talk(one: TalksDue, found: Today) -> Line:
    title = say("Your next talk about practice")
    says = say("By %(day)s, with your supervisor.", day=one.by) if one.by else say("Ask your supervisor for a day.")
    href = url_for("learning.talks_page", service_id=one.service_id, worker_id=found.person_id)
    return Line(title, href, says, one.service, icon="talk")


def _own(one: Again) -> Line:
    row = one.row
    href = url_for("learning.learner_page", service_id=row.service_id, topic_id=row.topic_id, worker_id=row.worker_id)
    says = again_in_words(one.state, row.again_on)
    return Line(say("Your sign-off: %(topic)s", topic=one.topic), href, says, one.service, icon="calendar")


def _question(row: Row) -> Line:
    says = say("A short question, about a minute. By %(day)s.", day=row.last_day)
    return Line(row.item.text, url_for("learning.prompt_page", prompt_id=row.prompt.id), says, icon="ask")


def _talk(one: Somebody) -> Line:
    title = say("Talk with %(name)s today", name=one.name)
    says = say("An answer could put somebody at risk. Here is what to say first.")
    return Line(title, url_for("learning.prompt_page", prompt_id=one.prompt_id), says, icon="talk")


def _asked(found: Today) -> list[Line]:
    """Wishes for support, and answers to read."""
    some = [
        Line(
            say("%(name)s asks for support", name=one.name),
            url_for("learning.prompt_page", prompt_id=one.prompt_id),
            say("Answer in a few words: it shows on their page."),
            icon="support",
        )
        for one in found.learning.wishes[:MOST]
    ]
    if found.numbers.unread:
        words = say_n("%(n)s answer waits to be read", "%(n)s answers wait to be read", found.numbers.unread)
        some.append(Line(words, url_for("learning.answers_to_read"), say("About 20 seconds each."), icon="read"))
    return some


def _coaching(one: Somebody) -> Line:
    title = say("Go through it with %(name)s", name=one.name)
    says = say("Booked for %(day)s.", day=one.on_day)
    return Line(title, url_for("learning.prompt_page", prompt_id=one.prompt_id), says, icon="talk")
