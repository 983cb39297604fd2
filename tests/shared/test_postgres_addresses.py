"""One resolver for every way a PostgreSQL address is written."""

import pytest

from netra.shared.postgres import Driver, mask, resolve_url

A, S = Driver.ASYNC, Driver.SYNC


def resolved(raw: str, use: Driver) -> str:
    return resolve_url(raw, use).render_as_string(hide_password=False)


@pytest.mark.parametrize(
    ("raw", "use", "expected"),
    [
        # the driver follows the use, whatever the address said
        ("postgresql://u:p@h:5433/d", A, "postgresql+asyncpg://u:p@h:5433/d"),
        ("postgresql://u:p@h:5433/d", S, "postgresql+psycopg://u:p@h:5433/d"),
        ("postgres://u:p@h/d", S, "postgresql+psycopg://u:p@h/d"),
        ("postgresql+asyncpg://u:p@h/d", S, "postgresql+psycopg://u:p@h/d"),
        ("postgresql+psycopg2://u:p@h/d", A, "postgresql+asyncpg://u:p@h/d"),
        # sslmode and ssl are one thing
        ("postgresql://u:p@h/d?sslmode=require", A, "postgresql+asyncpg://u:p@h/d?ssl=require"),
        ("postgresql://u:p@h/d?ssl=require", S, "postgresql+psycopg://u:p@h/d?sslmode=require"),
        ("postgresql://u:p@h/d?ssl=true", A, "postgresql+asyncpg://u:p@h/d?ssl=require"),
        ("postgresql://u:p@h/d?ssl=false", S, "postgresql+psycopg://u:p@h/d?sslmode=disable"),
        ("postgresql://u:p@h/d?sslmode=verify-full", A, "postgresql+asyncpg://u:p@h/d?ssl=verify-full"),
        ("postgresql://u:p@h/d?ssl=disable&sslmode=require", A, "postgresql+asyncpg://u:p@h/d?ssl=require"),
        (
            "postgresql://u:p@h/d?sslmode=verify-ca&sslrootcert=/ca.pem",
            S,
            "postgresql+psycopg://u:p@h/d?sslmode=verify-ca&sslrootcert=%2Fca.pem",
        ),
        # a Unix socket loses every SSL parameter, for both drivers
        (
            "postgresql://u:p@/d?host=/cloudsql/p:r:i&sslmode=require&sslrootcert=/ca.pem",
            A,
            "postgresql+asyncpg://u:p@/d?host=%2Fcloudsql%2Fp%3Ar%3Ai",
        ),
        (
            "postgresql://u:p@/d?host=/cloudsql/p:r:i&ssl=true",
            S,
            "postgresql+psycopg://u:p@/d?host=%2Fcloudsql%2Fp%3Ar%3Ai",
        ),
        # credentials are quoted
        ("postgresql://a%40b:p%2Fw%3A%40%25@h/d", A, "postgresql+asyncpg://a%40b:p%2Fw%3A%40%25@h/d"),
        ("postgresql://u@h/d", A, "postgresql+asyncpg://u@h/d"),
        ("postgresql://u:p@[::1]:5432/d", S, "postgresql+psycopg://u:p@[::1]:5432/d"),
    ],
)
def test_resolves(raw: str, use: Driver, expected: str) -> None:
    assert resolved(raw, use) == expected


def test_quoting_keeps_the_credentials() -> None:
    url = resolve_url("postgresql://a%40b:p%2Fw%3A%40%20%25@h/d", A)
    assert (url.username, url.password) == ("a@b", "p/w:@ %")
    assert resolve_url(url.render_as_string(hide_password=False), S).password == "p/w:@ %"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("", "not a database address"),
        ("nonsense-s3cret", "not a database address"),
        ("mysql://u:s3cret@h/d", "begin with postgresql"),
        ("postgresql://u:s3cret@h", "name a host and a database"),
        ("postgresql://u:s3cret@/d", "name a host and a database"),
        ("postgresql://u:s3cret@h:port/d", "not a database address"),
        ("postgresql://u:s3cret@h/d?sslmode=maybe", "sslmode must be one of"),
    ],
)
def test_refuses_in_a_sentence_without_the_address(raw: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        resolve_url(raw, A)
    assert "s3cret" not in str(caught.value)


def test_certificate_files_are_refused_for_asyncpg_rather_than_dropped() -> None:
    with pytest.raises(ValueError, match="sslrootcert"):
        resolve_url("postgresql://u:p@h/d?sslmode=verify-full&sslrootcert=/ca.pem", A)


@pytest.mark.parametrize("raw", ["postgresql://u:s3cret@h/d", "postgresql://u:s3%40cret@h/d?sslmode=require"])
def test_masked(raw: str) -> None:
    assert mask(raw).startswith("postgresql://u:***@h/d")
