"""What people say about an action: written on its page, taken back there by whoever wrote it."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import operations, schemas
from spotcheck.tracker.models import Action
from spotcheck.tracker.routes import rooms
from spotcheck.tracker.routes.moves import done_by
from spotcheck.tracker.routes.opened import Opened, load_action
from spotcheck.tracker.routes.shown import COMMENT
from spotcheck.web.guard import needs, now, standing


@rooms.post("/actions/<uuid:action_id>/comments")
@needs(Verb.COMMENT, load_action)
def comment(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        words = given["words"] or ""
        operations.comment(action, comment_id=given["id"], words=words, sure=given["sure"], by=standing(), at=now())
        return say("Your comment is on the page.")

    return done_by(opened, COMMENT, schemas.Comment(), operation)


@rooms.post("/actions/<uuid:action_id>/comments/taken-back")
@needs(Verb.COMMENT, load_action)
def take_back_comment(opened: Opened) -> Response:
    def operation(action: Action, given: dict[str, Any]) -> Sentence:
        operations.take_back_comment(action, comment_id=given["comment"], by=standing(), at=now())
        return say("Taken back. The history keeps that it was said.")

    return done_by(opened, COMMENT, schemas.CommentTakenBack(), operation)
