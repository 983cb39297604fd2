"""The audit log as tests read it: through the service, and through the database behind its back."""

from typing import Any

from sqlalchemy import text

from tests.auth.apps import ADA, Instance

Answer = dict[str, Any]
Headers = dict[str, str]


async def entries(auth: Instance, headers: Headers, query: str = "") -> list[Answer]:
    """Entries that the service shows, newest first."""
    answer = await auth.browser.get(f"/auth/audit?limit=200&{query}", headers=headers)
    assert answer.status_code == 200, answer.text
    found: list[Answer] = answer.json()["entries"]
    return found


async def verified(auth: Instance, headers: Headers) -> Answer:
    answer = await auth.browser.get("/auth/audit/verify", headers=headers)
    assert answer.status_code == 200, answer.text
    found: Answer = answer.json()
    return found


async def execute(auth: Instance, *statements: str, **values: object) -> None:
    """What somebody with all rights on the database does, in one transaction."""
    async with auth.resources.database.session() as session:
        for statement in statements:
            await session.execute(text(statement), values)


async def tamper(auth: Instance, statement: str, **values: object) -> None:
    """The same past the triggers."""
    tables = ("audit_entries", "audit_persons", "audit_heads")
    off, on = (
        [f"ALTER TABLE {name} {state} TRIGGER USER" for name in tables] for state in ("DISABLE", "ENABLE")
    )
    await execute(auth, *off, statement, *on, **values)


async def make_key(auth: Instance, headers: Headers, name: str = "reports") -> Answer:
    body = {"project_id": str(ADA.id), "name": name}
    answer = await auth.browser.post("/auth/keys", headers=headers, json=body)
    assert answer.status_code == 201, answer.text
    made: Answer = answer.json()
    return made
