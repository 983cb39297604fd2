"""`down` stops an `up`, and nothing else that works on the home."""

import json
from pathlib import Path

import pytest

from netra.dev.down import down
from netra.dev.errors import LauncherError
from netra.dev.home import Home
from netra.dev.record import Record, this_launcher, write_record
from netra.dev.voice import ConsoleVoice


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    return made


@pytest.mark.parametrize("purpose", ["restore", "backup"])
def test_what_is_no_up_is_named_and_left_alone(home: Home, purpose: str) -> None:
    with home.locked():
        # This very process stands for the other launcher: a signal would end the tests.
        write_record(home.record_file, Record(this_launcher(), purpose))
        with pytest.raises(LauncherError, match=f"A {purpose} .pid"):
            down(home, ConsoleVoice())


def test_a_holder_that_never_writes_itself_down_is_left_alone(home: Home) -> None:
    with home.locked(), pytest.raises(LauncherError, match="Another launcher"):
        down(home, ConsoleVoice())


def test_the_record_of_an_older_launcher_still_stops_it(home: Home) -> None:
    write_record(home.record_file, Record(this_launcher(), "up", ready=True))
    older = json.loads(home.record_file.read_text(encoding="utf-8"))
    del older["purpose"]
    home.record_file.write_text(json.dumps(older), encoding="utf-8")
    assert down(home, ConsoleVoice()) == []
    assert not home.record_file.exists()
