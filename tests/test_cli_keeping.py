"""What was taken is kept: after a crash, and provably unchanged."""

import contextlib
import os
import sqlite3
import threading

import pytest
import requests

from servers import psql, until
from support import a_need, Network, ok


def test_need_that_was_acknowledged_outlives_a_crash(own_server):
    server = own_server()
    net = Network(server)
    taken, enough = [], threading.Event()

    def post():
        caller = net.anonymous()
        while not enough.is_set():
            body = a_need()
            try:
                answer = caller.post("/needs", body, timeout=60)
            except requests.RequestException:
                return
            if answer.status_code == 201:
                taken.append((answer.json()["id"], body["title"]))

    threads = [threading.Thread(target=post) for _ in range(6)]
    for thread in threads:
        thread.start()
    until(lambda: len(taken) >= 150, "150 needs")
    server.kill()
    enough.set()
    for thread in threads:
        thread.join()
    # The command line finds the storage in order although the server left its socket behind.
    server.weft("audit", "verify", "--network", net.slug)
    server.start()
    kept = {item["id"]: item["title"] for item in net.founder.items(limit=200)}
    assert {id: title for id, title in taken if kept.get(id) != title} == {}
    until(lambda: ok(net.founder.get("/events", params={"limit": 1}))["items"])
    server.weft("audit", "verify", "--network", net.slug)
    net.need()


def test_server_ends_when_asked(own_server):
    server = own_server()
    net = Network(server)
    need = net.need()
    stream = net.founder.get("/events", headers={"Accept": "text/event-stream"}, stream=True, timeout=60)
    server.process.terminate()
    assert server.process.wait(15) == 0
    stream.close()
    server.start()
    assert need.read()["state"] == "submitted"


def tamper(server, change):
    """Changes a stopped server's storage behind its back."""
    if server.engine == "sqlite":
        with contextlib.closing(sqlite3.connect(server.storage)) as store, store:
            assert store.execute(change).rowcount == 1
    else:
        server.psql(change)


def test_chain_of_events_proves_that_nothing_was_changed(own_server):
    server = own_server()
    net, other = Network(server), Network(server)
    need = net.published()
    need.act(net.founder, "markUnmet", reason="没有货", tried="三家")
    until(lambda: "unmet" in [event["kind"] for event in net.founder.get("/events?limit=200").json()["items"]])
    count = ok(net.founder.get("/events?limit=200"))["items"][-1]["number"]
    done = server.weft("audit", "verify", "--network", net.slug)
    assert net.slug in done.stdout and str(count) in done.stdout and other.slug not in done.stdout
    events = ok(net.founder.get("/events?limit=200"))["items"]
    number = next(event["number"] for event in events if event["kind"] == "verified")
    server.stop()
    tamper(server, f"UPDATE events SET details = '{{}}' WHERE kind = 'verified' AND number = {number}")
    done = server.weft("audit", "verify", "--network", net.slug, status=1)
    assert str(number) in done.stdout + done.stderr
    server.weft("audit", "verify", status=1)
    server.weft("audit", "verify", "--network", other.slug)
    server.weft("doctor", status=1)


def test_event_taken_out_is_missed(own_server):
    server = own_server()
    net = Network(server)
    net.published()
    until(lambda: "published" in [event["kind"] for event in net.founder.get("/events?limit=200").json()["items"]])
    server.stop()
    tamper(server, "DELETE FROM events WHERE kind = 'acknowledged'")
    server.weft("audit", "verify", status=1)


def test_doctor_says_what_is_wrong(own_server):
    server = own_server(start=False)
    done = server.weft("doctor", status=1)
    assert "setup" in done.stdout + done.stderr
    net = Network(server)
    well = {
        "WEFT_SMTP_URL": "smtp://127.0.0.1:25", "WEFT_BACKUP_DIR": str(server.folder / "backups"),
        "WEFT_SECOND_STEP": "required", "WEFT_FORGOTTEN_FILE": str(server.folder / "apart" / "forgotten.list")}
    server.weft("keys", "copied")
    done = server.weft("doctor", status=1, **well)
    assert "there is no backup yet" in done.stdout
    (server.folder / "backups").mkdir()
    server.weft("backup", "backups/weft-1.sqlite")
    # The tests' own PostgreSQL needs not outlive the machine (./dev): the doctor has to say so, and nothing else.
    lax = server.engine == "postgres" and psql("SHOW fsync").strip() == "off"
    done = server.weft("doctor", status=1 if lax else 0, **well)
    amiss = [line for line in done.stdout.splitlines() if line.startswith("MEND")]
    assert net.slug in done.stdout and len(amiss) == lax and all("fsync = off" in line for line in amiss)
    done = server.weft("doctor", status=1)
    assert "WEFT_SMTP_URL" in done.stdout and "WEFT_BACKUP_DIR" in done.stdout
    if server.engine == "sqlite":
        os.chmod(server.storage, 0o644)
        # Opening it has closed it to others already.
        assert "(600)" in server.weft("doctor", **well).stdout


@pytest.mark.parametrize("when", ["stopped", "running"])
def test_commands_work_with_and_without_a_server(own_server, when):
    server = own_server(start=when == "running")
    net = Network(server)
    net.member("verifier")
    server.weft("export", "needs", "--network", net.slug)
    server.weft("audit", "verify")
    if when == "stopped":
        server.start()
    assert net.need().receipt["state"] == "submitted"
    assert ok(net.member("verifier").get("/api/v1/me"))["roles"] == ["verifier"]
