"""The environment of a process: isolation, sources, files, secrets."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from netra.shared.environment import EnvironmentFileError, IsolatedEnvironment, get_env, looks_secret, masked


@pytest.fixture
def real() -> dict[str, str]:
    return {"HOME": "/home/ada", "API_TOKEN": "tok-1"}


@pytest.fixture
def env(real: dict[str, str]) -> IsolatedEnvironment:
    return IsolatedEnvironment(real)


def test_isolation_leaves_the_real_environment_untouched(
    env: IsolatedEnvironment, real: dict[str, str]
) -> None:
    env.enable_isolation()
    env.set("HOME", "/elsewhere", "test")
    env.delete("API_TOKEN")
    assert real == {"HOME": "/home/ada", "API_TOKEN": "tok-1"}
    assert (env.get("HOME"), env.get("API_TOKEN")) == ("/elsewhere", None)


@pytest.mark.parametrize(("restore", "home"), [(True, "/home/ada"), (False, "/elsewhere")])
def test_leaving_isolation(env: IsolatedEnvironment, real: dict[str, str], restore: bool, home: str) -> None:
    env.enable_isolation()
    env.set("HOME", "/elsewhere", "test")
    env.disable_isolation(restore=restore)
    assert real["HOME"] == home
    assert env.source_of("HOME") == ("process" if restore else "test")


def test_enabling_twice_keeps_the_inner_values(env: IsolatedEnvironment) -> None:
    env.enable_isolation()
    env.set("A", "1", "test")
    env.enable_isolation()
    assert env.get("A") == "1"


def test_isolation_block_restores_after_an_error(env: IsolatedEnvironment, real: dict[str, str]) -> None:
    def fail() -> None:
        with env.isolation({"A": "1"}, "block"):
            raise RuntimeError(env.source_of("A"))

    with pytest.raises(RuntimeError, match="block"):
        fail()
    assert env.get("A") is None
    assert not env.isolated
    assert "A" not in real


def test_sources(env: IsolatedEnvironment) -> None:
    env.set("A", "1", "launcher")
    assert (env.source_of("A"), env.source_of("HOME"), env.source_of("ABSENT")) == (
        "launcher",
        "process",
        None,
    )


def test_subprocess_environment_is_a_copy_of_what_is_visible(env: IsolatedEnvironment) -> None:
    env.enable_isolation()
    env.set("A", "1", "test")
    child = env.get_subprocess_env(B="2")
    child["A"] = "changed"
    assert (child["B"], child["HOME"], env.get("A"), env.get("B")) == ("2", "/home/ada", "1", None)


def test_file_gives_defaults_and_the_process_wins(env: IsolatedEnvironment, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("# comment\n\nHOME=/from/file\nexport A = '1 2'\nB=\"x=y\"\n")
    env.load_file(file)
    assert (env.get("HOME"), env.get("A"), env.get("B")) == ("/home/ada", "1 2", "x=y")
    assert env.source_of("A") == f"file {file}"


def test_reloading_a_file_changes_and_removes(env: IsolatedEnvironment, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("A=1\nB=2\n")
    env.load_file(file)
    env.set("B", "set later", "test")
    file.write_text("B=3\nC=4\n")
    env.reload_files()
    assert (env.get("A"), env.get("B"), env.get("C")) == (None, "set later", "4")


def test_a_bad_line_is_named_without_its_content(env: IsolatedEnvironment, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("A=1\npassword hunter2\n")
    with pytest.raises(EnvironmentFileError, match="Line 2") as caught:
        env.load_file(file)
    assert "hunter2" not in str(caught.value)


def test_repr_hides_secrets(env: IsolatedEnvironment) -> None:
    env.set("AUTH_MASTER_KEY", "k-1", "test")
    env.set("AUTH_DATABASE_URL", "postgresql://ada:hunter2@db/netra_auth", "test")
    shown = repr(env)
    assert "k-1" not in shown
    assert "hunter2" not in shown
    assert "tok-1" not in shown
    assert "postgresql://ada:***@db/netra_auth" in shown


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("AUTH_MASTER_KEY", True),
        ("KEY", True),
        ("password", True),
        ("GITHUB_TOKEN", True),
        ("client_secret", True),
        ("Authorization", True),
        ("MONKEY", False),
        ("PORT", False),
        ("AUTH_DATABASE_URL", False),
    ],
)
def test_secret_names(name: str, secret: bool) -> None:
    assert looks_secret(name) is secret


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("redis://:pw@h:1/0", "redis://:***@h:1/0"),
        ("clickhouse://netra:p:w@h/netra", "clickhouse://netra:***@h/netra"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("redis://:pa@ssword@host/0", "redis://:***@host/0"),
        ("redis://:a@b:1,redis://:c@d:2", "redis://:***@b:1,redis://:***@d:2"),
        ("http://h/?mail=ada@example.test", "http://h/?mail=ada@example.test"),
        (
            "postgresql://h/d?user=ada&password=pw&sslmode=on",
            "postgresql://h/d?user=ada&password=***&sslmode=on",
        ),
        ("at postgresql://a:b@c/d and e", "at postgresql://a:***@c/d and e"),
    ],
)
def test_passwords_in_addresses_are_masked(value: str, shown: str) -> None:
    assert masked("SOME_URL", value) == shown


def test_many_threads_lose_no_change(env: IsolatedEnvironment) -> None:
    env.enable_isolation()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: env.set(f"V{number}", str(number), "thread"), range(500)))
    assert sum(key.startswith("V") for key in env.get_subprocess_env()) == 500


def test_one_environment_a_process() -> None:
    assert get_env() is get_env()
