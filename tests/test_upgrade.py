"""A store of an older version: copied first, brought up to date, a page with the numbers to call meanwhile."""

import os
import subprocess

import pytest
import requests

from servers import Server, free_port, program, until
from support import Network, ok, problem
from test_people import change


def older(server):
    """A stopped server whose store has not taken a step that made a table of its own."""
    net = Network(server)
    need = net.published(description="门卫室转交")
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/settings", {"about": {"runBy": "志愿者组", "contact": "027-88880000"}}))
    server.stop()
    change(server, "DROP TABLE queue_skips")
    change(server, "DELETE FROM migrations WHERE name = '2026-11-23 skips'")
    return net, need


def backups(folder):
    return sorted(path for path in folder.glob("*before-upgrade*"))


def test_an_upgrade_makes_a_backup_that_can_be_restored(own_server, tmp_path):
    server = own_server()
    net, need = older(server)
    said = server.weft("migrate")
    assert "2026-11-23 skips" in said.stdout and "backup first" in said.stderr and "looked through" in said.stderr
    kept, = backups(server.folder)
    assert str(kept) in said.stdout and kept.stat().st_mode & 0o777 == 0o600
    assert "upgrade" not in server.weft("migrate").stderr, "once more is nothing more"
    for engine in ["sqlite", *(["postgres"] if "TEST_POSTGRES" in os.environ else [])]:
        again = Server(engine, tmp_path / f"again-{engine}", empty=True)
        again.environment["WEFT_MASTER_KEY_FILE"] = server.environment["WEFT_MASTER_KEY_FILE"]
        try:
            assert "1 steps" in again.weft("restore", kept).stdout
            again.start()
            found = ok(requests.get(f"{again.url}/api/v1/networks/{net.slug}/needs", params={"q": "口罩"}))
            assert [one["id"] for one in found["items"]] == [need.id], "what is searched for is found in it"
        finally:
            again.clear()


def test_without_a_backup_nothing_is_changed_unless_it_is_said(own_server):
    server = own_server()
    net, need = older(server)
    refused = server.weft("audit", "verify", status=1, WEFT_UPGRADE_BACKUPS="/proc/nowhere")
    assert "--without-backup" in refused.stderr
    assert "without a backup" in server.weft("migrate", "--without-backup", WEFT_UPGRADE_BACKUPS="/proc/nowhere").stderr
    assert backups(server.folder) == []
    server.start()
    assert need.read()["state"] == "published"


def test_serving_an_older_store_brings_it_up_to_date(own_server, tmp_path):
    server = own_server(WEFT_UPGRADE_BACKUPS=str(tmp_path / "kept"))
    net, need = older(server)
    server.start()
    assert need.read()["state"] == "published"
    assert len(backups(tmp_path / "kept")) == 1


def test_meanwhile_a_page_with_the_numbers_to_call_stands_in(own_server):
    server = own_server(WEFT_CALL_NUMBERS="Red Cross: 027-1111; 999")
    if server.engine != "postgres":
        pytest.skip("a file can't be held up from outside; its page is looked at as a value")
    net, need = older(server)
    # Whoever holds this holds up the copy, until they let go.
    holder = subprocess.Popen(
        ["psql", server.storage, "-qXAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder.stdin.write("BEGIN; LOCK TABLE needs IN ACCESS EXCLUSIVE MODE; SELECT 'held';\n")
    holder.stdin.flush()
    assert holder.stdout.readline().strip() == "held"
    port = free_port()
    server.url = f"http://127.0.0.1:{port}"
    with server.log.open("ab") as log:
        server.process = subprocess.Popen(
            [program(), "serve", "--storage", server.storage, "--port", str(port)], stdout=log, stderr=subprocess.STDOUT,
            env=server.environment, cwd=server.folder)

    def lives():
        assert server.process.poll() is None, server.log.read_text(errors="replace")[-2000:]
        try:
            return requests.get(f"{server.url}/healthz", timeout=60).status_code == 200
        except requests.ConnectionError:
            return False

    try:
        until(lives, "something to answer", 60)
        page = requests.get(f"{server.url}/n/{net.slug}/needs", headers={"Accept": "text/html"}, timeout=60)
        assert page.status_code == 503 and int(page.headers["Retry-After"]) > 0
        for words in ("正在升级", "An upgrade is running", "027-88880000", "027-1111", "999", net.slug):
            assert words in page.text, words
        told = requests.post(f"{server.url}/api/v1/networks/{net.slug}/needs", json={"title": "x"}, timeout=60)
        problem(told, 503)
        assert {"name": "Red Cross", "number": "027-1111"} in told.json()["call"]
        assert requests.get(f"{server.url}/readyz", timeout=60).status_code == 503
        assert requests.head(f"{server.url}/n/{net.slug}", timeout=60).status_code == 503
    finally:
        holder.stdin.close()
        holder.wait(60)
    until(server.answers, "the server itself", 60)
    Server.running.append(server)
    assert need.read()["state"] == "published"
    assert server.psql("SELECT count(*) FROM queue_skips").strip() == "0"
