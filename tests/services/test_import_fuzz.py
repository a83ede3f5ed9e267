"""Whatever stands in the files: it is taken or refused with a reason, and nothing else happens."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salescenter.domain.refusals import SENTENCES
from salescenter.services.transfer.assembly import assemble
from salescenter.services.transfer.checks import CHECKS
from salescenter.services.transfer.documentation import example
from salescenter.services.transfer.known import Stored
from salescenter.services.transfer.nouns import BY_NAME, NOUNS
from salescenter.services.transfer.pace import Pace, silent
from salescenter.services.transfer.reading import read_folder
from salescenter.services.transfer.sieve import Sieve

_FILES = {noun.name: example(noun).encode() for noun in NOUNS}
_ODD = [
    b"", b",", b'"', b"\n", b"\r\n", b"\x00", b"\xff", b"\xed\xa0\x80", b"'=1", b"-1", b"1e400",
    b"NaN", b"9" * 30, b"4111111111111111", "\u0661\u0662".encode(), b"yes", b"main", b"\t", b";",
    b"2026-13-01", b"0000-00-00T00:00:00Z", b"9999-12-31T23:59:59-14:00", b"x" * 200, b"shipped",
]  # fmt: skip
_CELLS = st.one_of(st.sampled_from(_ODD), st.binary(max_size=6))


@st.composite
def folders(draw):
    """The examples with a few cells, stretches or whole files replaced."""
    files = dict(_FILES)
    for name in draw(st.lists(st.sampled_from(list(files)), min_size=1, max_size=4)):
        content = files[name]
        if draw(st.booleans()):
            cells = content.split(b",")
            cells[draw(st.integers(0, len(cells) - 1))] = draw(_CELLS)
            files[name] = b",".join(cells)
        else:
            start = draw(st.integers(0, len(content)))
            stop = draw(st.integers(start, min(len(content), start + 12)))
            files[name] = content[:start] + draw(_CELLS) + content[stop:]
    return files


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(folders())
def test_odd_files_are_refused_with_reasons_or_taken_and_never_crash(files):
    with tempfile.TemporaryDirectory() as name:
        for noun, content in files.items():
            (Path(name) / BY_NAME[noun].file).write_bytes(content)
        found, strangers = read_folder(Path(name), Pace(silent))
    sieve = Sieve(found, Stored(), CHECKS)
    sieve.sift()
    assemble(sieve)
    assert strangers == []
    for row in sieve.refused():
        assert row.problem.code in SENTENCES
        assert row.reason
    assert all(count.good <= count.read for count in sieve.counts())
