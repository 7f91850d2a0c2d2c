"""The forms of an action's page as they are shown: empty, or as they were sent, with what needs another look."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.doors import Door

# Each form's noun in the address, its endpoint and its partial.
ADD, REPLACE, TAKE_AWAY, WINDOW = "requirement", "replacement", "removal", "window"
COMMENT = "comment"
ACKNOWLEDGE = "acknowledgement"
TEMPLATES = {
    Door.AGREE.value: "tracker/forms/_agreement.html",
    Door.REPORT_DONE.value: "tracker/forms/_completion.html",
    Door.CLOSE.value: "tracker/forms/_closure.html",
    Door.SEND_BACK.value: "tracker/forms/_return.html",
    Door.WITHDRAW.value: "tracker/forms/_withdrawal.html",
    Door.CHANGE_TERMS.value: "tracker/forms/_terms.html",
    Door.INVITE.value: "tracker/forms/_verifier.html",
    ADD: "tracker/forms/_requirement.html",
    REPLACE: "tracker/forms/_replacement.html",
    TAKE_AWAY: "tracker/forms/_removal.html",
    WINDOW: "tracker/forms/_window.html",
    COMMENT: "tracker/forms/_comment.html",
    ACKNOWLEDGE: "tracker/forms/_acknowledgement.html",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that came back with something to look at again."""

    name: str
    refusal: Refusal
    values: Mapping[str, Any]

    @property
    def is_invalid(self) -> bool:
        """What was typed or chosen needs another look; otherwise the action itself stands differently."""
        return self.refusal.why is Why.INVALID

    @property
    def said(self) -> tuple[Sentence, ...]:
        """What is said about the whole form, and about fields that nobody sees."""
        hidden = (sentence for name, sentence in self.refusal.fields.items() if name in _HIDDEN)
        return (*self.refusal.sentences, *hidden)

    @property
    def kept(self) -> list[str]:
        """The words that were written, so that they can be copied when their form is gone."""
        return [value for name, value in self.values.items() if name in _WRITTEN and value.strip()]


@dataclass(frozen=True, slots=True)
class Shown:
    """One form: where it sends, what it holds, what needs another look. `id` is its root's id; fields add to it.
    `look`: the kind of the part of the plan it is about."""

    id: str
    action: str
    version: int
    values: Mapping[str, Any] = field(default_factory=dict)
    wrong: Mapping[str, Sentence] = field(default_factory=dict)
    says: tuple[Sentence, ...] = ()
    open: bool = False
    look: str = ""


def sent(name: str, refusal: Refusal) -> Sent:
    """What the form of this request held."""
    held = {key: value for key, value in request.form.items() if key != "csrf_token"}
    return Sent(name, refusal, held | {key: request.form.getlist(key) for key in held if key in _SEVERAL})


def shown(
    name: str,
    action: Action,
    sent: Sent | None,
    *,
    requirement: Requirement | None = None,
    place: Mapping[str, Any] | None = None,
    usual: Mapping[str, Any] | None = None,
    open: bool = False,
) -> Shown:
    """The form as it was sent when it is that one, otherwise with its usual values."""
    form_id = form_id_of(name, requirement.id if requirement else None)
    back = sent if sent is not None and sent.name == form_id else None
    of_plan: dict[str, Any] = {"requirement_id": requirement.id} if requirement else {}
    return Shown(
        id=form_id,
        action=url_for(f".{_ENDPOINTS[name]}", action_id=action.id, **of_plan, **(place or {})),
        version=action.version,
        values=back.values if back else usual or {},
        wrong=back.refusal.fields if back else {},
        says=back.said if back and back.is_invalid else (),
        open=open or back is not None,
        look=requirement.kind if requirement else "",
    )


def form_id_of(name: str, requirement_id: uuid.UUID | None = None) -> str:
    return f"{name}-{requirement_id}" if requirement_id else name


_ENDPOINTS = {
    Door.AGREE.value: "agree",
    Door.REPORT_DONE.value: "report_done",
    Door.CLOSE.value: "close",
    Door.SEND_BACK.value: "send_back",
    Door.WITHDRAW.value: "withdraw",
    Door.CHANGE_TERMS.value: "change_terms",
    Door.INVITE.value: "invite",
    ADD: "add_requirement",
    REPLACE: "replace_requirement",
    TAKE_AWAY: "take_away_requirement",
    WINDOW: "give_new_window",
    COMMENT: "comment",
    ACKNOWLEDGE: "acknowledge",
}
_SEVERAL = frozenset({"kinds", "differ"})
_HIDDEN = frozenset({"version", "standard_id"})
_WRITTEN = frozenset({"words", "reason", "support", "criteria"})
