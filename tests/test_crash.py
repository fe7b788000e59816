"""Power cuts: a short run of `./dev drill crash`, the order of disk and answer, a full and a read-only disk."""

import re
import shutil
import subprocess

import pytest

import crash
from fire import broken, sqlite_rows
from servers import until
from support import a_need, Network, ok, problem, together


@pytest.fixture
def sqlite_only(engine):
    if engine != "sqlite":
        pytest.skip("a file of one's own is SQLite's matter")


def test_kills_amid_work_lose_nothing_and_double_nothing(sqlite_only, own_server):
    sums = crash.rounds(own_server(), 4, seed=7)
    assert sums["rounds"] == 4 and sums["needs"] >= 20, sums


# What a disk does, seen through the server's system calls.

CALL = re.compile(r"^(?P<thread>\d+)\s+(?P<rest>.*)$")


def calls(trace):
    """The calls of a trace in the order in which they began and ended: (thread, name, arguments, began, ended)."""
    found, open_calls = [], {}
    for place, line in enumerate(trace.read_text(errors="replace").splitlines()):
        match = CALL.match(line)
        if not match:
            continue
        thread, rest = match["thread"], match["rest"]
        if rest.startswith("<... "):
            if thread in open_calls:
                found[open_calls.pop(thread)][4] = place
            continue
        name, _, arguments = rest.partition("(")
        found.append([thread, name, arguments, place, place])
        if rest.endswith("<unfinished ...>"):
            open_calls[thread] = len(found) - 1
    return found


def test_every_answer_comes_after_the_sync_of_what_it_tells(sqlite_only, own_server, tmp_path):
    """SIGKILL leaves the page cache whole, so kills alone prove no sync: the order of the system calls does."""
    if not shutil.which("strace"):
        pytest.skip("strace is not here")
    server, trace = own_server(), tmp_path / "trace"
    net = Network(server)
    net.need()
    tracer = subprocess.Popen(
        ["strace", "-f", "-q", "-s", "5000", "-y", "-e", "trace=pwrite64,pwritev,fdatasync,fsync,write,writev,sendto,sendmsg",
         "-e", "signal=none", "-o", str(trace), "-p", str(server.process.pid)], stderr=subprocess.DEVNULL)
    try:
        until(trace.exists, "strace to begin")
        # Its first line may come only with the first call.
        until(lambda: net.founder.get("/me/waiting").ok and trace.stat().st_size > 0, "strace to see a call")
        codes = [need.code for need in in_parallel(6, lambda _: [net.need() for _ in range(5)])]
    finally:
        tracer.terminate()
        tracer.wait(15)
    seen = calls(trace)
    logged, synced, told = [], [], {}
    for thread, name, arguments, began, ended in seen:
        if "-wal>" in arguments and name.startswith("pwrite"):
            logged.append((ended, arguments))
        elif name in ("fdatasync", "fsync") and "-wal>" in arguments:
            synced.append((began, ended))
        elif "HTTP/1.1 201" in arguments:
            for code in codes:
                if f'\\"trackingCode\\":\\"{code}\\"' in arguments:
                    told[code] = began
    assert len(told) == len(codes), f"{len(told)} of {len(codes)} answers were seen"
    for code, answered in told.items():
        written = [end for end, arguments in logged if code in arguments]
        assert written, f"{code} was answered without a write to the log"
        first = min(written)
        assert any(first < begun and ended < answered for begun, ended in synced), f"{code} was answered before its sync"
    # Thirty needs, and no thirty syncs: those that came together shared one.
    assert 0 < len(synced)


def in_parallel(count, act):
    return [one for part in together(count, act) for one in part]


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 24 MiB of one's own; needs the right to mount."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True)
    if done.returncode != 0:
        pytest.skip("no right to mount a file system")
    yield place
    subprocess.run(["mount", "-o", "remount,rw", str(place)], capture_output=True)
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_refuses_clearly_and_recovers_by_itself(sqlite_only, own_server, small_disk):
    server = own_server(start=False)
    server.storage = str(small_disk / "weft.sqlite")
    server.start()
    net = Network(server)
    kept = [net.need()]
    ballast = small_disk / "ballast"
    free = shutil.disk_usage(small_disk).free
    ballast.write_bytes(b"x" * (free - 300_000))
    refused = None
    for _ in range(3000):
        answer = net.founder.request_any("POST", "/needs", json=a_need(description="满" * 1000))
        if answer.status_code != 201:
            refused = answer
            break
        kept.append(answer.json())
    assert refused is not None, "the disk did not fill"
    told = problem(refused, 503)
    assert refused.headers["Retry-After"] and "errors" not in told
    # Reading goes on while nothing can be written.
    assert ok(net.founder.get("/needs"))["total"] == len(kept)
    assert problem(net.founder.request_any("POST", "/needs", json=a_need()), 503)
    ballast.unlink()
    # Nobody has to do anything: the next write goes through, and nothing half-written is there.
    until(lambda: net.founder.request_any("POST", "/needs", json=a_need()).status_code == 201, "the server to recover")
    assert ok(net.founder.get("/needs"))["total"] == len(kept) + 1
    server.stop()
    server.weft("audit", "verify", "--network", net.slug)
    rows = sqlite_rows(server.storage)
    assert rows("PRAGMA integrity_check") == [("ok",)] and broken(rows) == []


def test_a_read_only_disk_is_named_and_nothing_is_harmed(sqlite_only, own_server, small_disk):
    server = own_server(start=False)
    server.storage = str(small_disk / "weft.sqlite")
    server.start()
    net = Network(server)
    need = net.need()
    server.stop()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for words in (["serve", "--port", "0"], ["doctor"], ["audit", "verify"]):
        said = server.weft(*words, status=1).stderr
        assert server.storage in said and "read-only" in said.lower(), said
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    server.start()
    assert need.read()["state"] == "submitted"
    net.need()
