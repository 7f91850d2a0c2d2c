"""One opened envelope arrives: what was captured is done as its author's, or it is kept until somebody decides."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from spotcheck.checks.queries.drafts import finished
from spotcheck.checks.schemas.kept import Kept, NotKept
from spotcheck.core import history
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.statements import Values, insert_into
from spotcheck.core.words import Sentence
from spotcheck.delivery.envelope_schemas import Kind, Letter, kind_of, read_letter
from spotcheck.delivery.models import Arrival
from spotcheck.delivery.operations.effects import Captured, bring_in
from spotcheck.delivery.queries.arrivals import Around, Before, around, last_signed_in_on, person_who_signs_in_as
from spotcheck.delivery.queries.opening import Carried, Opened
from spotcheck.delivery.rules import arriving as words
from spotcheck.delivery.rules.arriving import Answered, Came
from spotcheck.delivery.rules.captured import Moment, Neighbour, Odd, captured_moment, sequence_odd
from spotcheck.delivery.rules.envelope import State, receipt
from spotcheck.delivery.rules.grants import grant_state
from spotcheck.learning.queries.handing import prompt_there
from spotcheck.organisation.queries import service


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A letter with its author and its moment. `odd`: codes of what somebody is asked about first."""

    letter: Letter
    author_id: uuid.UUID | None
    moment: Moment
    odd: tuple[str, ...]

    @property
    def kept(self) -> Kept | None:
        """The draft inside, opened at the moment that is believed."""
        kept = self.letter.kept
        return replace(kept, opened_at=self.moment.opened_at or self.moment.at) if kept else None


def arrive(opened: Opened, *, carrier: Carried | None, at: datetime) -> Answered:
    """Take one in. The same payload again changes nothing; another one under its name is refused and kept.

    The caller has the organisation's turn, and has opened a savepoint: raises Refusal when a rule says no.
    """
    kind, letter = kind_of(opened.payload), letter_of(opened)
    came = _around(opened, letter)
    for before in came.same:
        if before.digest == opened.digest:
            return _again(opened, before)
    if kind is None:
        return Answered(id=str(opened.envelope.id), state=State.KEEP, says=(str(words.NEWER),))
    if came.same:
        raise Refusal(Why.STALE, words.OTHER_CONTENT)
    if letter is None:
        raise Refusal(Why.INVALID, words.MALFORMED)
    judged = judge(letter, opened, came.beside, at=at)
    if letter.photo is not None and finished(opened.grant.organisation_id, letter.photo.check_id) is None:
        _note(opened, Came.EARLY, judged, [str(letter.photo.check_id)], carrier=carrier, at=at)
        return _answered(opened, State.STORED, at, [str(words.EARLY_PHOTO)])
    if letter.kind is not Kind.ALERT and (judged.odd or judged.author_id is None):
        return _waits(opened, judged, carrier=carrier, at=at)
    effect = bring_in(_captured(opened, judged, carrier), at=at)
    _note(opened, Came.TAKEN, judged, effect.says, service_id=effect.service_id, carrier=carrier, at=at)
    return _answered(opened, State.STORED, at, effect.says)


def keep_refused(opened: Opened, why: Sequence[Sentence], *, carrier: Carried | None, at: datetime) -> Answered:
    """A rule refused it: it stays here as it came, with the rule's own words, for its author and the managers."""
    letter = letter_of(opened)
    judged = judge(letter, opened, _around(opened, letter).beside, at=at) if letter is not None else None
    says = [str(one) for one in why]
    kept = _note(opened, Came.REFUSED, judged, says, carrier=carrier, at=at)
    _history(kept, "refused", says, at=at)
    return _answered(opened, State.REFUSED, at, says)


def letter_of(opened: Opened) -> Letter | None:
    """What it says; None when part of it has another shape, or is of a kind that only newer versions know."""
    kind = kind_of(opened.payload)
    try:
        return read_letter(opened.payload, kind) if kind is not None else None
    except NotKept:
        return None


def _around(opened: Opened, letter: Letter | None) -> Around:
    grant = opened.grant
    return around(grant.organisation_id, opened.envelope.id, grant.id, letter.sequence if letter else None)


def judge(letter: Letter, opened: Opened, beside: Sequence[Before], *, at: datetime) -> Judged:
    """Whose it is, when it was captured, and what is odd about it. `beside`: what came with the numbers around its."""
    grant = opened.grant
    captured = captured_moment(letter.said, grant.given, received_at=at)
    state = grant_state(grant.facts, captured_at=captured.at, received_at=at)
    odd = [one.value for one in captured.odd]
    odd += [state.why.value] if state.why is not None else []
    others = [Neighbour(one.sequence, one.captured_at if one.state == Came.TAKEN else None) for one in beside]
    sealed_at = None if captured.odd else captured.at
    odd += [Odd.SEQUENCE.value] if sequence_odd(letter.sequence, sealed_at, others) else []
    if grant.person_id is not None and letter.claim is None:
        return Judged(letter=by_our_clock(letter, captured), author_id=grant.person_id, moment=captured, odd=tuple(odd))
    typed = letter.claim.sign_in if letter.claim else ""
    author_id = person_who_signs_in_as(grant.organisation_id, typed) if typed else None
    return Judged(
        letter=by_our_clock(letter, captured), author_id=author_id, moment=captured, odd=(Odd.CLAIMED.value, *odd)
    )


def by_our_clock(letter: Letter, moment: Moment) -> Letter:
    """A photo was taken as long before it was sealed as the phone says."""
    if letter.photo is None:
        return letter
    before = max(letter.said.device_at - letter.photo.taken_at, timedelta(0))
    return replace(letter, photo=replace(letter.photo, taken_at=moment.at - before))


def _captured(opened: Opened, judged: Judged, carrier: Carried | None) -> Captured:
    carrier_id, letter = _carrier(opened, carrier), judged.letter
    carried = {"carried_by": carrier_id} if carrier_id != judged.author_id else {}
    author_id = judged.author_id or last_signed_in_on(opened.grant.organisation_id, opened.grant.phone_id)
    if author_id is None:
        raise Refusal(Why.INVALID, words.NOBODY)
    return Captured(
        kind=letter.kind,
        envelope_id=opened.envelope.id,
        organisation_id=opened.grant.organisation_id,
        author_id=author_id,
        at=judged.moment.at,
        told={"phone": opened.grant.phone_id, **carried},
        kept=judged.kept,
        message=letter.message,
        photo=letter.photo,
        answer=letter.answer,
        opened_at=judged.moment.opened_at,
        typed=(letter.claim.sign_in if letter.claim else "") if judged.author_id is None else None,
    )


def _carrier(opened: Opened, carrier: Carried | None) -> uuid.UUID | None:
    """Who carried it, of the same organisation: nobody of another one is named here."""
    return carrier.person_id if carrier and carrier.organisation_id == opened.grant.organisation_id else None


def _again(opened: Opened, before: Before) -> Answered:
    """The same came before: what was said then is said again, in short."""
    says = [str(_IN_SHORT[before.state])] if before.state in _IN_SHORT else list(before.reasons)
    return _answered(opened, State.ALREADY, before.received_at, says)


_IN_SHORT = {Came.WAITS.value: words.WAITING, Came.EARLY.value: words.EARLY_PHOTO}


def _waits(opened: Opened, judged: Judged, *, carrier: Carried | None, at: datetime) -> Answered:
    kept = _note(opened, Came.WAITS, judged, judged.odd, carrier=carrier, at=at)
    _history(kept, "waits", list(judged.odd), at=at)
    claimed = Odd.CLAIMED.value in judged.odd
    said = [str(words.CLAIMED if claimed else words.WAITING)]
    said += [] if claimed else [str(one) for one in words.reasons_in_words(judged.odd)]
    return _answered(opened, State.STORED, at, said)


def _answered(opened: Opened, state: State, at: datetime, says: Sequence[str]) -> Answered:
    envelope_id = opened.envelope.id
    said = receipt(opened.payload["secret"], envelope_id, state)
    return Answered(id=str(envelope_id), state=state, receipt=said, at=at, says=tuple(says))


def _note(
    opened: Opened,
    came: Came,
    judged: Judged | None,
    reasons: Sequence[str],
    *,
    carrier: Carried | None,
    at: datetime,
    service_id: uuid.UUID | None = None,
) -> Values:
    """The row that says it arrived. What it holds is kept while somebody has to decide."""
    grant, letter = opened.grant, judged.letter if judged else None
    content = None if came is Came.TAKEN else _content(opened, judged)
    arrival = {
        "organisation_id": grant.organisation_id,
        "id": new_id(),
        "envelope_id": opened.envelope.id,
        "payload_digest": opened.digest,
        "grant_id": grant.id,
        "kind": letter.kind.value if letter else str(kind_of(opened.payload) or ""),
        "state": came.value,
        "reasons": list(reasons),
        "content": content,
        "author_id": judged.author_id if judged else grant.person_id,
        "service_id": service_id or _service(opened, letter),
        "carrier_id": _carrier(opened, carrier),
        "sequence": letter.sequence if letter else 0,
        "device_at": letter.said.device_at if letter else None,
        "captured_at": judged.moment.at if judged else None,
        "received_at": at,
        "settled_at": None,
        "settled_by_id": None,
    }
    _ARRIVALS.do(arrival)
    return arrival


_ARRIVALS = insert_into(Arrival.__table__)


def _service(opened: Opened, letter: Letter | None) -> uuid.UUID | None:
    """The service it names, if there is one."""
    if letter is None:
        return None
    if letter.photo is not None:
        check = finished(opened.grant.organisation_id, letter.photo.check_id)
        return check.service_id if check is not None else None
    if letter.answer is not None:
        prompt = prompt_there(opened.grant.organisation_id, letter.answer.prompt_id)
        return prompt.service_id if prompt is not None else None
    named = letter.kept.service_id if letter.kept else letter.message.service_id if letter.message else None
    return named if named is not None and service(opened.grant.organisation_id, named) is not None else None


def _content(opened: Opened, judged: Judged | None) -> dict[str, Any]:
    """What it holds, as it can be taken in later; what could not be read stays as text."""
    letter = judged.letter if judged else None
    if judged is None or letter is None:
        text = opened.text.decode(errors="replace").replace("\x00", "")
        return {"unread": text.replace(opened.payload["secret"], "")}
    found: dict[str, Any] = {}
    if judged.kept is not None:
        found["kept"] = judged.kept.plain()
    if letter.message is not None:
        found["message"] = {"service": str(letter.message.service_id), "words": letter.message.words}
    if letter.photo is not None:
        found["photo"] = letter.photo.plain()
    if letter.answer is not None:
        found["answer"] = letter.answer.plain()
        found["worker"] = str(letter.answer.worker_id)
    if letter.claim is not None:
        found["claim"] = {"sign_in": letter.claim.sign_in, "whom": letter.claim.whom}
    return found


def _history(arrival: Values, what: str, why: Sequence[str], *, at: datetime) -> None:
    """By nobody: the author sealed it, and the server says what it thinks of it."""
    history.record(
        arrival["organisation_id"], what=what, kind="arrival", thing_id=arrival["id"], by=None, at=at,
        device_at=arrival["captured_at"], service_id=arrival["service_id"], after={"why": list(why)},
    )  # fmt: skip
