"""Backups made while the server writes, looked through before they serve; a network moved from one engine to the other."""

import json
import os
import pathlib
import sqlite3
import threading

import pytest

from fire import broken, sqlite_rows
from servers import Server, until
from support import a_need, Caller, Network, ok, soon


def filled(server):
    """A network in which something of everything has happened."""
    net = Network(server)
    need = net.published(description="门卫室\n转交 \"内科\" \\ 二楼 𠮷", place={"address": "一号楼", "latitude": 30.5, "longitude": 114.25})
    claim = need.claim(net.member(name="v"), 3)
    net.need(lines=[{"item": "米", "quantity": "1.5", "unit": "吨"}, {"item": "水", "quantity": "不限"}])
    gone = net.need()
    gone.says("withdraw", reason="已经有了")
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/settings", {"about": {"runBy": "志愿者组"}}))
    until(lambda: any(event["kind"] == "settingsChanged" for event in net.founder.items("/events")), "the last event")
    return net, need, claim


def at(net, server):
    """The same people at another server with the same store."""
    other = Network.__new__(Network)
    other.__dict__ = {**net.__dict__, "server": server}
    other.founder = Caller(other, net.founder.token, net.founder.member)
    other.public = Caller(other)
    return other


def events(net):
    return net.founder.items("/events")


def test_backup_of_a_running_server_is_restored(own_server, tmp_path):
    server = own_server()
    net, need, claim = filled(server)
    writing, enough = [], threading.Event()

    def write():
        while not enough.is_set():
            writing.append(net.need())

    thread = threading.Thread(target=write)
    thread.start()
    until(lambda: len(writing) > 5, "some needs")
    said = server.weft("backup", "kept.sqlite")
    enough.set()
    thread.join()
    backup = server.folder / "kept.sqlite"
    assert str(backup) in said.stdout and "master key" in said.stderr
    assert server.weft("backup", "kept.sqlite", status=1).stderr.count("there already") == 1
    # A plain file, whole by itself, for its owner alone, without what is private in the open.
    assert backup.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in server.folder.glob("kept*")) == ["kept.sqlite"]
    bytes = backup.read_bytes()
    assert b"13900001234" not in bytes and "一号楼".encode() not in bytes
    rows = sqlite_rows(backup)
    assert broken(rows) == [] and rows("PRAGMA integrity_check") == [("ok",)]
    server.stop()

    for engine in ["sqlite", *(["postgres"] if "TEST_POSTGRES" in os.environ else [])]:
        second = own_server(start=False)
        if second.engine != engine:
            second = Server(engine, tmp_path / f"other-{engine}", empty=True)
        second.environment["WEFT_MASTER_KEY_FILE"] = server.environment["WEFT_MASTER_KEY_FILE"]
        said = second.weft("restore", backup)
        assert "unbroken" in said.stdout and "unreadable" not in said.stderr
        second.start()
        try:
            there = at(net, second)
            read = ok(there.founder.get(f"/needs/{need.id}"))
            assert read["title"] == need.body["title"] and read["lines"][0]["claimed"] == 3
            contact = ok(there.founder.post(f"/needs/{need.id}/reveals", {"purpose": "核实"}))["contact"]
            assert contact["phone"].endswith("13900001234") and contact["address"] == "一号楼"
            assert ok(there.public.get("/needs", params={"q": "口罩"}))["total"] >= 1
            assert ok(there.founder.get(f"/api/v1/networks/{net.slug}/settings"))["about"]["runBy"] == "志愿者组"
            # It goes on from there: chain, claims, intake.
            before = len(events(there))
            posted = ok(there.public.post("/needs", a_need()), 201)
            until(lambda: len(events(there)) > before, "the chain to go on")
            second.weft("audit", "verify")
            assert ok(there.founder.get(f"/needs/{posted['id']}"))["state"] == "submitted"
            assert second.weft("restore", backup, status=1).returncode == 1, "a store in service is not written over"
        finally:
            second.clear()


def test_a_changed_or_damaged_backup_does_not_serve(own_server, tmp_path):
    server = own_server()
    net, need, _ = filled(server)
    server.weft("backup", tmp_path / "kept.sqlite")
    server.stop()
    target = tmp_path / "new" / "weft.sqlite"

    def refused(path):
        said = server.weft("restore", path, "--storage", str(target), status=1).stderr
        assert not target.exists() and list(target.parent.glob("*")) in ([], [target.parent / "weft.sqlite.key"])
        return said

    changed = tmp_path / "changed.sqlite"
    changed.write_bytes((tmp_path / "kept.sqlite").read_bytes())
    with sqlite3.connect(changed) as store:
        store.execute("UPDATE events SET details = '{}' WHERE number = 3")
    store.close()
    assert "broken at 3" in refused(changed)
    damaged = tmp_path / "damaged.sqlite"
    content = bytearray((tmp_path / "kept.sqlite").read_bytes())
    content[8192:40960] = bytes(32768)
    damaged.write_bytes(content)
    refused(damaged)
    (tmp_path / "text.sqlite").write_text("no database at all " * 100)
    refused(tmp_path / "text.sqlite")
    assert "no such file" in refused(tmp_path / "nothing.sqlite")
    newer = tmp_path / "newer.sqlite"
    newer.write_bytes((tmp_path / "kept.sqlite").read_bytes())
    with sqlite3.connect(newer) as store:
        store.execute("INSERT INTO migrations (name, applied_at) VALUES ('2999-01-01 more', 1)")
    store.close()
    assert "newer version" in refused(newer)
    # Another key restores, and says what stays closed.
    said = server.weft("restore", tmp_path / "kept.sqlite", "--storage", str(target),
                       WEFT_MASTER_KEY_FILE=str(tmp_path / "other.key"))
    assert "stay unreadable" in said.stderr and target.exists()
    # From here on it is the other key's store: one that was told goes on with it, the old one would mix two keys.
    doctor = ["doctor", "--storage", str(target)]
    assert net.slug in server.weft(*doctor, status=None, WEFT_MASTER_KEY_FILE=str(tmp_path / "other.key")).stdout
    assert "WEFT_MASTER_KEY_FILE" in server.weft(*doctor, status=1).stderr


def test_a_backup_keeps_no_contact_whose_time_is_over(own_server, tmp_path):
    server = own_server(start=False)
    if server.engine != "sqlite":
        pytest.skip("ageing is done in the file")
    server.start()
    net = Network(server)
    need = net.need()
    need.says("withdraw", reason="有了")
    server.stop()
    server.weft("backup", tmp_path / "kept.sqlite")
    with sqlite3.connect(tmp_path / "kept.sqlite") as store:
        store.execute("UPDATE needs SET changed_at = changed_at - 91 * 86400000")
    store.close()
    target = tmp_path / "again.sqlite"
    assert "1 contacts" in server.weft("restore", tmp_path / "kept.sqlite", "--storage", str(target)).stdout
    with sqlite3.connect(target) as store:
        assert store.execute("SELECT count(*) FROM subject_keys WHERE wrapped IS NULL").fetchone() == (1,)
    store.close()


@pytest.fixture
def other_engine(server, tmp_path):
    """A store on the engine that `server` is not on, with the same master key."""
    kind = "postgres" if server.engine == "sqlite" else "sqlite"
    if kind == "postgres" and "TEST_POSTGRES" not in os.environ:
        pytest.skip("TEST_POSTGRES is not set")
    made = Server(kind, tmp_path / "there", empty=True)
    made.environment["WEFT_MASTER_KEY_FILE"] = server.environment["WEFT_MASTER_KEY_FILE"]
    yield made
    made.clear()


def test_a_network_moves_to_the_other_engine_and_back(server, other_engine, own_server, tmp_path):
    net, need, claim = filled(server)
    # People known elsewhere stay themselves, and another network on the server stays where it is.
    other = Network(server)
    other.need()
    first = tmp_path / "network.jsonl"
    first.write_text(server.weft("export", "all", "--network", net.slug).stdout, encoding="utf-8")
    assert other.slug not in first.read_text(encoding="utf-8")
    said = other_engine.weft("import", "all", first).stdout
    assert net.slug in said and "unbroken" in said
    assert "here already" in other_engine.weft("import", "all", first, status=1).stderr
    other_engine.start()
    there = at(net, other_engine)
    assert [event["id"] for event in events(there)] == [event["id"] for event in events(net)]
    assert ok(there.founder.get(f"/needs/{need.id}")) | {"age": 0} == ok(net.founder.get(f"/needs/{need.id}")) | {"age": 0}
    assert ok(there.public.get("/needs", params={"q": "口罩"}))["total"] == ok(net.public.get("/needs", params={"q": "口罩"}))["total"]
    # While it serves, what it writes out is to the byte what was read in: the same rows, the same hashes.
    second = tmp_path / "back.jsonl"
    second.write_text(other_engine.weft("export", "all", "--network", net.slug).stdout, encoding="utf-8")
    assert second.read_text(encoding="utf-8") == first.read_text(encoding="utf-8")
    back = own_server(start=False)
    back.environment["WEFT_MASTER_KEY_FILE"] = server.environment["WEFT_MASTER_KEY_FILE"]
    back.weft("import", "all", second)
    third = back.weft("export", "all", "--network", net.slug).stdout
    assert third == first.read_text(encoding="utf-8")
    back.weft("audit", "verify")


def test_a_network_file_that_is_not_whole_brings_nothing(server, own_server, tmp_path):
    net, *_ = filled(server)
    whole = server.weft("export", "all", "--network", net.slug).stdout
    lines = whole.splitlines(keepends=True)
    target = own_server(start=False)
    target.environment["WEFT_MASTER_KEY_FILE"] = server.environment["WEFT_MASTER_KEY_FILE"]
    path = tmp_path / "part.jsonl"

    def refused(text, words, at=target):
        path.write_text(text, encoding="utf-8")
        said = at.weft("import", "all", path, status=2, LANG="C.UTF-8").stderr
        assert words in said, said

    refused("".join(lines[:-1]), "cut short")
    refused("".join(lines[:-3] + lines[-1:]), "cut short")
    refused("title,item\n口罩,1\n", "no file that weft export all")
    refused("".join(lines[:5] + ["{nonsense\n"] + lines[6:]), "Line 6")
    event = next(number for number, line in enumerate(lines) if '"t":"events"' in line and '"number":2' in line)
    changed = json.loads(lines[event]) | {"details": "{}"}
    refused("".join(lines[:event] + [json.dumps(changed) + "\n"] + lines[event + 1:]), "chain of events")
    header = json.loads(lines[0]) | {"schema": []}
    refused(json.dumps(header) + "\n" + "".join(lines[1:]), "another version")
    # A store of another key: what is sealed in the file could never be opened there.
    other = own_server(start=False)
    other.environment["WEFT_MASTER_KEY_FILE"] = str(tmp_path / "another.key")
    refused(whole, "master key", at=other)
    assert "0 networks" in target.weft("doctor", status=1).stdout
    path.write_text(whole, encoding="utf-8")
    target.weft("import", "all", path)
