"""A phone that several people share, in Python: it seals for real, and deletes only on the right receipt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import Any

from tests.cast import Member
from tests.faults.accounts import Kept, Saved
from tests.faults.line import Line
from tests.faults.world import Form, World, content, seen
from tests.phones import Pocket, batch, is_received, new_key, public_text

PATIENCE = 10  # seconds until a phone gives up on an answer
MOST = 50  # in one batch


@dataclass(frozen=True, slots=True)
class Sealed:
    payload: dict[str, Any]
    envelope: dict[str, Any]
    held: Kept


class PythonPhone:
    def __init__(self, name: str, world: World, proxy_port: int, server_port: int, people: Sequence[Member]) -> None:
        self.name, self.world, self.proxy_port = name, world, proxy_port
        self.pockets: list[tuple[Member | None, Pocket]] = []
        self.outbox: list[Sealed] = []
        self._made = 0
        for number, member in enumerate(people):
            self._sign_in(member, server_port, first=number == 0)

    def capture(self, dice: Random) -> Saved:
        member, pocket = dice.choice(self.pockets)
        somebody = member or next(one for one, _ in self.pockets if one)
        form = dice.choice(self.world.forms[somebody.organisation_id])
        self._made += 1
        held = self._finish(f"{self.name}, look {self._made}", somebody, member, pocket, form, dice).held
        return Saved(held.content, held.author)

    def waiting(self) -> int:
        return len(self.outbox)

    def held(self) -> Sequence[Kept]:
        return [one.held for one in self.outbox]

    def send(self) -> None:
        going = self.outbox[:MOST]
        ids = [one.payload["id"] for one in going]
        try:
            answers = self._deliver(batch([one.envelope for one in going], self.pockets[0][1].carries(ids)))
        except (OSError, HTTPException, ValueError):
            return
        by_id = {answer["id"]: answer for answer in answers}
        arrived = {one.payload["id"] for one in going if is_received(by_id.get(one.payload["id"], {}), one.payload)}
        self.outbox = [one for one in self.outbox if one.payload["id"] not in arrived]

    def close(self) -> None:
        """Nothing is open."""

    def _sign_in(self, member: Member, server_port: int, *, first: bool) -> None:
        """What signing in leaves on the phone: a grant. The first person's brings the phone's own grant too."""
        line, key, phone_key = Line(server_port), new_key(), new_key()
        line.sign_in(member)
        device_at = _now().isoformat()
        sent = {"key": public_text(key), "phone_key": public_text(phone_key), "device_at": device_at, "name": self.name}
        given = line.post_json("/grants", sent)
        seals_to = given["key"]["id"], given["key"]["public"]
        self.pockets.append((member, Pocket(given["grant"]["id"], *seals_to, key)))
        if first:
            self.pockets.append((None, Pocket(given["phone"]["grant"], *seals_to, phone_key)))

    def _finish(
        self, mark: str, somebody: Member, author: Member | None, pocket: Pocket, form: Form, dice: Random
    ) -> Sealed:
        outcomes = seen(form, dice)
        now = _now()
        payload = pocket.payload(
            "check",
            at=now,
            version=str(form.version),
            service=str(self.world.service_of(somebody)),
            worker=None if form.kind == "voice" else str(self.world.cast.tomasz.id),
            requirement=None,
            draw=None,
            shift=None,
            announced=None,
            setting=None,
            answered_by="person" if form.kind == "voice" else None,
            opened_at=(now - timedelta(milliseconds=2)).isoformat(),
            finished_at=now.isoformat(),
            answers={f"0/{item}": {"outcome": chosen} for item, chosen in outcomes.items()},
            words={form.mark: mark},
            on_its_own=False,
            **({} if author else {"claimed": {"sign_in": somebody.sign_in, "whom": somebody.name}}),
        )
        kept = Kept(content(form, mark, outcomes), str(somebody.id))
        sealed = Sealed(payload, pocket.seal(payload), kept)
        self.outbox.append(sealed)
        return sealed

    def _deliver(self, sent: dict[str, Any]) -> list[dict[str, Any]]:
        line = HTTPConnection("127.0.0.1", self.proxy_port, timeout=PATIENCE)
        try:
            line.request("POST", "/envelopes", json.dumps(sent), {"Content-Type": "application/json"})
            answer = line.getresponse()
            text = answer.read()
            return list(json.loads(text).get("answers", ())) if answer.status == 200 else []
        finally:
            line.close()


def _now() -> datetime:
    return datetime.now(UTC)
