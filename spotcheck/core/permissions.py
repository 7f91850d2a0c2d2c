"""Who may do what: one table, read by pages, delivery, API and command line alike (R12).

A person holds roles, at a service or across the organisation, and has ties to single things: leads this action, was
observed in this check. `may` looks both up. What a person may not see does not exist for them; what they may see and
not do is refused, with who can. Rules about independence (R3) come after this table, in the rooms: they are about
*this* check and *this* action."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from spotcheck.core.words import Sentence, listed, say


class Role(StrEnum):
    CARE_WORKER = "care worker"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    QUALITY_LEAD = "quality lead"
    READER = "reader"
    ADMINISTRATOR = "administrator"


class Tie(StrEnum):
    """What links one person to one thing."""

    LEAD = "lead"  # leads the action
    AUTHOR = "author"  # captured the check, opened the draft, raised the alert
    OBSERVED = "observed"  # the worker whose practice was seen or who was asked
    VERIFIER = "verifier"  # invited from outside for this action
    HOLDER = "holder"  # signs in on the phone
    TOLD = "told"  # it rose to them (R9)


class Verb(StrEnum):
    OPEN_APP = "open the app"
    CAPTURE = "capture a check"
    CONTINUE_DRAFT = "continue a draft"
    SEE_DRAW = "see a draw"
    DRAW = "draw records"
    SEE_CHECK = "see a check"
    SEE_AGREEMENT = "see how two who watched agree"
    SEE_REVIEWS = "see checks waiting for review"
    REVIEW_CHECK = "review a check"
    CORRECT_CHECK = "correct a check"
    HOLD_BACK_CHECK = "hold a check back"
    REPLY_TO_CHECK = "reply to a check"
    ADD_PHOTO = "add a photo to a check"
    TAKE_PHOTO_AWAY = "take a photo away"
    CHOOSE_PHOTOS = "choose which items may have photos"
    SEE_ACTION = "see an action"
    PROPOSE_ACTION = "propose an action"
    SUGGEST = "say what would make this easier"
    BRING_ACTIONS = "bring an action plan"
    CONTINUE_IMPORT = "go on with an action plan"
    AGREE_ACTION = "agree an action"
    CHANGE_PLAN = "change a verification plan"
    COUNT = "count for an action"
    COMMENT = "comment on an action"
    REPORT_DONE = "report an action done"
    CLOSE_ACTION = "close an action"
    WITHDRAW_ACTION = "withdraw an action"
    INVITE_VERIFIER = "invite a verifier"
    ACKNOWLEDGE = "acknowledge what rose"
    SEE_LADDER = "see when what is late rises"
    CHANGE_LADDER = "change when what is late rises"
    SEE_COMPETENCE = "see how many are signed off"
    SEE_LEARNER = "see where somebody is with a topic"
    SIGN_OFF = "sign somebody off"
    CHANGE_COMPETENCE = "say what is needed to be signed off"
    CHANGE_QUESTIONS = "say how questions to staff are worded"
    SEE_SUPERVISION = "see a record of supervision"
    SUPERVISE = "keep a record of supervision"
    SEE_PROMPTS = "see short questions to staff"
    ASK_PROMPT = "ask a short question"
    PLAN_PROMPTS = "plan short questions"
    SEE_PROMPT = "see a short question"
    ANSWER_PROMPT = "answer a short question"
    READ_ANSWER = "read the answer to a short question"
    RAISE_ALERT = "say that someone is at risk"
    SEE_ALERT = "see that someone is at risk"
    TAKE_ALERT = "take a message that someone is at risk"
    SEE_ARRIVAL = "see what came from a phone and waits"
    SETTLE_ARRIVAL = "say that what came from a phone is right"
    BRING_ENVELOPES = "bring in sealed envelopes from a file"
    SEE_PEOPLE = "see people and roles"
    INVITE_PERSON = "invite somebody to work here"
    END_WORK = "end somebody's work here"
    REPORT_PHONE = "say that a phone is lost"
    COPY_PERSON = "copy all that is held about somebody"
    CHANGE_ROLES = "change roles"
    CHANGE_SERVICES = "change services"
    SEE_KEEPING = "see how long things are kept"
    CHANGE_KEEPING = "change how long things are kept"
    HOLD_FOR_LAW = "place or lift a legal hold"
    ERASE = "erase what is no longer kept"


_C, _S, _M, _Q, _R, _A = Role
_EVERYBODY = frozenset(Role)
_LOOKING = frozenset({_S, _M, _Q})
_DECIDING = frozenset({_M, _Q})

GRANTS: dict[Verb, frozenset[Role | Tie]] = {
    #                       roles (where held)          ties (to this very thing)
    Verb.OPEN_APP:          _EVERYBODY                 | {Tie.VERIFIER},
    Verb.CAPTURE:           _LOOKING                   | {Tie.VERIFIER},
    Verb.CONTINUE_DRAFT:    frozenset({Tie.AUTHOR}),
    Verb.SEE_DRAW:          _LOOKING | {_R}            | {Tie.VERIFIER, Tie.AUTHOR},
    Verb.DRAW:              _LOOKING                   | {Tie.VERIFIER},
    Verb.SEE_CHECK:         _DECIDING | {_R}           | {Tie.AUTHOR, Tie.OBSERVED, Tie.VERIFIER},
    Verb.SEE_AGREEMENT:     frozenset({Tie.AUTHOR}),
    Verb.SEE_REVIEWS:       _DECIDING                  | {Tie.VERIFIER},
    Verb.REVIEW_CHECK:      _DECIDING                  | {Tie.VERIFIER},
    Verb.CORRECT_CHECK:     _DECIDING                  | {Tie.AUTHOR},
    Verb.HOLD_BACK_CHECK:   _DECIDING,
    Verb.REPLY_TO_CHECK:    frozenset({Tie.OBSERVED}),
    Verb.ADD_PHOTO:         frozenset({Tie.AUTHOR}),
    Verb.TAKE_PHOTO_AWAY:   _DECIDING                  | {Tie.AUTHOR},
    Verb.CHOOSE_PHOTOS:     frozenset({_A}),
    Verb.SEE_ACTION:        _LOOKING | {_R}            | {Tie.LEAD, Tie.VERIFIER, Tie.TOLD},
    Verb.PROPOSE_ACTION:    _LOOKING,
    Verb.SUGGEST:           _LOOKING | {_C},
    Verb.BRING_ACTIONS:     _DECIDING,
    Verb.CONTINUE_IMPORT:   frozenset({Tie.AUTHOR}),
    Verb.AGREE_ACTION:      _DECIDING,
    Verb.CHANGE_PLAN:       _DECIDING,
    Verb.COUNT:             _LOOKING,
    Verb.COMMENT:           _LOOKING                   | {Tie.LEAD, Tie.VERIFIER},
    Verb.REPORT_DONE:       frozenset({Tie.LEAD}),
    Verb.CLOSE_ACTION:      _DECIDING                  | {Tie.VERIFIER},
    Verb.WITHDRAW_ACTION:   _DECIDING,
    Verb.INVITE_VERIFIER:   _DECIDING,
    Verb.ACKNOWLEDGE:       frozenset({Tie.TOLD}),
    Verb.SEE_LADDER:        _DECIDING | {_R, _A},
    Verb.CHANGE_LADDER:     frozenset({_Q, _A}),
    Verb.SEE_COMPETENCE:    _LOOKING | {_R},
    Verb.SEE_LEARNER:       _LOOKING                   | {Tie.OBSERVED},
    Verb.SIGN_OFF:          _DECIDING,
    Verb.CHANGE_COMPETENCE: frozenset({_Q, _A}),
    Verb.CHANGE_QUESTIONS:  _DECIDING | {_A},
    Verb.SEE_SUPERVISION:   _LOOKING                   | {Tie.AUTHOR, Tie.OBSERVED},
    Verb.SUPERVISE:         _LOOKING,
    Verb.SEE_PROMPTS:       _LOOKING,
    Verb.ASK_PROMPT:        _LOOKING,
    Verb.PLAN_PROMPTS:      _DECIDING,
    Verb.SEE_PROMPT:        _LOOKING                   | {Tie.AUTHOR, Tie.OBSERVED},
    Verb.ANSWER_PROMPT:     frozenset({Tie.OBSERVED}),
    Verb.READ_ANSWER:       _LOOKING,
    Verb.RAISE_ALERT:       _EVERYBODY                 | {Tie.VERIFIER},
    Verb.SEE_ALERT:         _LOOKING                   | {Tie.AUTHOR},
    Verb.TAKE_ALERT:        _DECIDING,
    Verb.SEE_ARRIVAL:       _DECIDING                  | {Tie.AUTHOR},
    Verb.SETTLE_ARRIVAL:    _DECIDING                  | {Tie.AUTHOR},
    Verb.BRING_ENVELOPES:   frozenset({_A}),
    Verb.SEE_PEOPLE:        _DECIDING | {_A},
    # Care workers and supervisors, at a service; for every other role it is CHANGE_ROLES that is asked.
    Verb.INVITE_PERSON:     _DECIDING | {_A},
    Verb.END_WORK:          _DECIDING | {_A},
    Verb.REPORT_PHONE:      _DECIDING | {_A}           | {Tie.HOLDER},
    Verb.COPY_PERSON:       frozenset({_A}),
    Verb.CHANGE_ROLES:      frozenset({_A}),
    Verb.CHANGE_SERVICES:   frozenset({_A}),
    Verb.SEE_KEEPING:       _DECIDING | {_A},
    Verb.CHANGE_KEEPING:    frozenset({_A}),
    Verb.HOLD_FOR_LAW:      _DECIDING | {_A},
    Verb.ERASE:             frozenset({_A}),
}  # fmt: skip

# What one must be able to see before "no" is an answer; otherwise the thing does not exist for this person.
_SEEN: dict[Verb, tuple[Verb, ...]] = {
    Verb.SEE_CHECK: (
        Verb.REVIEW_CHECK, Verb.CORRECT_CHECK, Verb.HOLD_BACK_CHECK, Verb.REPLY_TO_CHECK, Verb.ADD_PHOTO,
        Verb.TAKE_PHOTO_AWAY,
    ),
    Verb.SEE_ACTION: (
        Verb.AGREE_ACTION, Verb.CHANGE_PLAN, Verb.COUNT, Verb.COMMENT, Verb.REPORT_DONE, Verb.CLOSE_ACTION,
        Verb.WITHDRAW_ACTION, Verb.INVITE_VERIFIER, Verb.DRAW, Verb.ACKNOWLEDGE,
    ),
    Verb.SEE_LADDER: (Verb.CHANGE_LADDER,),
    Verb.SEE_LEARNER: (Verb.SIGN_OFF,),
    Verb.SEE_SUPERVISION: (Verb.SUPERVISE,),
    Verb.SEE_PROMPT: (Verb.ANSWER_PROMPT, Verb.READ_ANSWER),
    Verb.SEE_PROMPTS: (Verb.PLAN_PROMPTS,),
    Verb.SEE_ALERT: (Verb.TAKE_ALERT,),
    Verb.SEE_ARRIVAL: (Verb.SETTLE_ARRIVAL,),
    Verb.SEE_PEOPLE: (Verb.INVITE_PERSON, Verb.END_WORK, Verb.COPY_PERSON, Verb.CHANGE_ROLES, Verb.CHANGE_SERVICES),
    Verb.SEE_KEEPING: (Verb.CHANGE_KEEPING, Verb.ERASE),
    # Lists and starting points: everybody signed in knows that they exist.
    Verb.OPEN_APP: (
        Verb.CAPTURE, Verb.CHOOSE_PHOTOS, Verb.SEE_REVIEWS, Verb.SEE_PROMPTS, Verb.ASK_PROMPT, Verb.PROPOSE_ACTION,
        Verb.SUGGEST, Verb.BRING_ACTIONS, Verb.BRING_ENVELOPES, Verb.SEE_PEOPLE, Verb.SEE_KEEPING, Verb.SEE_LADDER,
        Verb.SEE_COMPETENCE, Verb.CHANGE_COMPETENCE, Verb.CHANGE_QUESTIONS,
    ),
}  # fmt: skip
SEEN_THROUGH: dict[Verb, Verb] = {verb: sight for sight, verbs in _SEEN.items() for verb in verbs}


@dataclass(frozen=True, slots=True)
class Held:
    """A role, at one service or (`service_id` is None) across the organisation."""

    role: Role
    service_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is here and now: the person a session or a grant speaks for."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID
    roles: frozenset[Held] = frozenset()
    verifies: frozenset[uuid.UUID] = frozenset()  # actions this person is invited to verify, today

    def services_with(self, roles: Iterable[Role | Tie]) -> frozenset[uuid.UUID] | None:
        """The services where one of `roles` is held; None means all of them. The start of every `visible_to`."""
        wanted = set(roles)
        held = [held.service_id for held in self.roles if held.role in wanted]
        return None if None in held else frozenset(service for service in held if service)

    def services_for(self, verb: Verb) -> frozenset[uuid.UUID] | None:
        """The services in which `verb` is granted by role; None means all of them."""
        return self.services_with(GRANTS[verb])

    @property
    def sees_names(self) -> bool:
        """A reader never sees a worker's name (R12)."""
        return any(held.role is not Role.READER for held in self.roles) or bool(self.verifies)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a verb is about. `service_id` None: about no service in particular, so a role held anywhere is enough."""

    organisation_id: uuid.UUID
    service_id: uuid.UUID | None = None
    ties: frozenset[tuple[Tie, uuid.UUID]] = field(default=frozenset())


class Answer(StrEnum):
    ALLOWED = "allowed"
    REFUSED = "refused"  # 403, with who can
    HIDDEN = "hidden"  # 404


def may(standing: Standing, verb: Verb, thing: Thing) -> Answer:
    """Whether this person may do this to that, by the table above."""
    if standing.organisation_id != thing.organisation_id:
        return Answer.HIDDEN
    if _granted(standing, verb, thing):
        return Answer.ALLOWED
    sight = SEEN_THROUGH.get(verb)
    if sight is not None and may(standing, sight, thing) is Answer.ALLOWED:
        return Answer.REFUSED
    return Answer.HIDDEN


def who_can(verb: Verb) -> Sentence:
    """`A manager or quality lead can do this.`: the sentence that goes with a refusal."""
    return say("This can be done by: %(who)s.", who=listed(_named(GRANTS[verb]), last="or"))


def _granted(standing: Standing, verb: Verb, thing: Thing) -> bool:
    grants = GRANTS[verb]
    if any((tie, standing.person_id) in thing.ties for tie in grants if isinstance(tie, Tie)):
        return True
    if verb in _FOR_EVERY_VERIFIER and standing.verifies and thing.service_id is None:
        return True
    return any(
        held.role in grants
        and (thing.service_id is None or held.service_id is None or held.service_id == thing.service_id)
        for held in standing.roles
    )


# Doors that are about no single thing, yet are part of a verifier's way to the one action they were invited for.
_FOR_EVERY_VERIFIER = frozenset({Verb.OPEN_APP, Verb.RAISE_ALERT, Verb.SEE_REVIEWS})

_TIE_NAMES = {
    Tie.LEAD: "the person who leads the action",
    Tie.AUTHOR: "the person who captured it",
    Tie.OBSERVED: "the person it is about",
    Tie.VERIFIER: "a verifier from outside",
    Tie.HOLDER: "whoever signs in on the phone",
    Tie.TOLD: "the person it rose to",
}


def _named(grants: Iterable[Role | Tie]) -> list[str]:
    roles = [f"{'an' if role is Role.ADMINISTRATOR else 'a'} {role.value}" for role in Role if role in grants]
    return roles + [_TIE_NAMES[tie] for tie in Tie if tie in grants]
