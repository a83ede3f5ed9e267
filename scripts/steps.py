"""Steps of the set-up: running a program, telling how it goes, saying why it did not."""

import subprocess
from collections.abc import Callable, Sequence

Say = Callable[[str], None]
Run = Callable[[Sequence[str], Say], None]


class SetUpFailed(Exception):
    """Something that is needed could not be made; the text says what to do about it."""


def say(text: str) -> None:
    """Tell the person who waits what is going on."""
    print(text, flush=True)


def keep_quiet(_line: str) -> None:
    """Take no notice of a line of output."""


def run_step(command: Sequence[str], progress: Say = keep_quiet) -> None:
    """Run a command and hand its output on line by line.

    Raises ``SetUpFailed`` with the end of the output when the command fails.
    """
    lines: list[str] = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        close_fds=False,  # it holds the lock of the set-up that started it
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                lines.append(line.rstrip())
                progress(lines[-1])
        except BaseException:  # above all Ctrl+C: nothing goes on in the background
            process.kill()
            raise
    if process.returncode != 0:
        raise SetUpFailed("\n".join(["This command failed:", " ".join(command), *lines[-15:]]))
