"""Packages the services in one Pants call, unless `./pants up` has done so."""

from typing import Final

from netra.dev.packages import package, require_packages, targets_to_package
from netra.dev.run import Run
from netra.shared.environment import get_env

TITLE: Final = "Packaging the services"


def run(run: Run) -> None:
    targets = targets_to_package()
    if targets and get_env().get("NETRA_PACKAGED") != "1":
        package(targets, run.home.log("package"), run.voice.say, run.interrupts, beside_pants=True)
    require_packages()
