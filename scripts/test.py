"""Run every check: ``python3 scripts/test.py``.

Format, lint, types, import contracts, then the tests, each with its time. All steps run even
when an earlier one fails; the tests come last, so that their summary ends the output. Arguments
that are not listed here go to pytest: ``python3 scripts/test.py --only tests -k promotion -x``.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts import bootstrap, system_packages
from scripts.steps import say

_SOURCES = ("salescenter", "scripts", "tests")
_STEPS = {
    "format": ("ruff", "format", "--check", *_SOURCES),
    "lint": ("ruff", "check", *_SOURCES),
    "types": ("mypy",),
    "imports": ("lint-imports", "--no-logo"),
    "tests": ("pytest",),
}


def main() -> None:
    """Prepare, run the chosen steps, end with 1 when one of them failed."""
    options, for_pytest = _parser().parse_known_args()
    environment = bootstrap.prepare_or_exit("dev")
    os.chdir(bootstrap.ROOT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.full:
        os.environ["SALESCENTER_TEST_FULL"] = "1"
    before_tests = [step for step in options.only if step != "tests"]
    failed = [step for step in before_tests if not _passes(environment, step)]
    if failed:
        say(f"FAILED so far: {', '.join(failed)}\n")
    if "tests" in options.only:
        system_packages.ensure_postgresql()
        failed += [] if _run(environment, "tests", *for_pytest) else ["tests"]
    sys.exit(1 if failed else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Run every check of Sales Center.",
        epilog="Everything else is handed on to pytest.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--only",
        type=_steps,
        default=list(_STEPS),
        metavar="STEP,...",
        help=f"only these steps: {','.join(_STEPS)}",
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="the full figures instead of seeded samples (takes long)",
    )
    return parser


def _steps(text: str) -> list[str]:
    """The named steps, in the order in which they run."""
    named = text.split(",")
    unknown = sorted(set(named) - set(_STEPS))
    if unknown:
        raise argparse.ArgumentTypeError(
            f"there is no step {', '.join(unknown)}; the steps are {', '.join(_STEPS)}"
        )
    return [step for step in _STEPS if step in named]


def _passes(environment: bootstrap.Environment, step: str) -> bool:
    """Run one step; what it says is seen as it comes, then its time."""
    start = time.monotonic()
    passed = _run(environment, step)
    verdict = "passed" if passed else "FAILED"
    say(f"== {step}: {verdict} in {time.monotonic() - start:.1f} s\n")
    return passed


def _run(environment: bootstrap.Environment, step: str, *more: str) -> bool:
    program, *arguments = [*_STEPS[step], *more]
    say(f"== {step}: {' '.join([program, *arguments])}")
    command = [str(environment.program(program)), *arguments]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    main()
