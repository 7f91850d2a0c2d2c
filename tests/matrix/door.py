"""One door: its address, the permission it needs, what it is about, and an example that goes through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spotcheck.core.permissions import Verb

GET, POST = "GET", "POST"


@dataclass(frozen=True, eq=False)
class Door:
    """`about`: the thing that decides, by name; None: nothing in particular. `needs` None: open to everybody.

    `asks`: a second permission, about the thing that the form names (`names`); one who may not is told so with 404,
    403 or by the form itself with 422. `status`: what the example brings somebody who may; 200 stands for moving on,
    too. `to_sign_in`: it sends people to the sign-in page of its own accord. `case`: a second example of the same door.
    `hidden_from`: whom a rule beyond the permission table keeps away. `in_json`: it takes JSON, and answers in it.
    `cookieless`: it reads no cookie, so it asks for no token of a page.
    """

    endpoint: str
    method: str
    needs: Verb | None
    about: str | None = None
    args: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    asks: Verb | None = None
    names: str | None = None
    status: int = 200
    to_sign_in: bool = False
    case: str = ""
    hidden_from: tuple[str, ...] = ()
    in_json: bool = False
    cookieless: bool = False

    @property
    def route(self) -> str:
        return f"{self.method} {self.endpoint}"

    @property
    def key(self) -> str:
        return f"{self.route}, {self.case}" if self.case else self.route

    @property
    def changes(self) -> bool:
        return self.method != GET


def get(endpoint: str, needs: Verb | None, about: str | None = None, /, **more: Any) -> Door:
    return Door(endpoint, GET, needs, about, **more)


def post(endpoint: str, needs: Verb | None, about: str | None = None, /, **more: Any) -> Door:
    return Door(endpoint, POST, needs, about, **more)
