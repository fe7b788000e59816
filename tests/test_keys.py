"""The master key: a copy of it, its change while servers run, what the doctor says about it."""

import contextlib
import shutil
import sqlite3

import pytest

from support import Network


def test_a_copy_of_the_key_is_kept(own_server, tmp_path):
    server = own_server(start=False)
    said = server.weft("setup", "--network", "keys", "--name", "Keys", "--founder", "founder@keys.example")
    assert "second place" in said.stderr and server.environment["WEFT_MASTER_KEY_FILE"] in said.stderr
    assert "MEND nobody has said that a copy" in server.weft("doctor", status=1).stdout
    wrong = tmp_path / "wrong.key"
    server.weft("keys", "rotate", "--new-key-file", wrong, "--storage", str(tmp_path / "other.sqlite"),
                WEFT_MASTER_KEY_FILE=str(tmp_path / "other.key"))
    refused = server.weft("keys", "copied", "--file", wrong, status=2)
    assert "does not hold the master key" in refused.stderr
    assert "MEND nobody has said that a copy" in server.weft("doctor", status=1).stdout
    copy = tmp_path / "copy.key"
    shutil.copy(server.environment["WEFT_MASTER_KEY_FILE"], copy)
    server.start()
    assert "it is the key in use" in server.weft("keys", "copied", "--file", copy).stdout
    doctor = server.weft("doctor", status=1).stdout
    assert "ok   a copy of the master key" in doctor
    assert "1 servers run on it" in doctor and "libsodium" in doctor and "libcrypto" in doctor and "libcurl" in doctor
    server.stop()
    assert "no server runs" in server.weft("doctor", status=1).stdout
    server.weft("keys", "rotate", "--new-key-file", tmp_path / "new.key")
    again = server.weft("doctor", status=1, WEFT_MASTER_KEY_FILE=str(tmp_path / "new.key")).stdout
    assert "MEND nobody has said that a copy" in again, "of the new key there is none yet"
    refused = server.weft("audit", "verify", status=1).stderr
    assert "was changed on" in refused and "nobody was forgotten" in refused


def test_no_key_is_changed_under_a_running_server(own_server, tmp_path):
    server = own_server()
    Network(server)
    refused = server.weft("keys", "rotate", "--new-key-file", tmp_path / "new.key", status=1).stderr
    assert ("Servers still run" in refused) if server.engine == "postgres" else ("another process" in refused)
    server.stop()
    server.weft("keys", "rotate", "--new-key-file", tmp_path / "new.key")


def test_the_doctor_warns_of_what_is_lost_at_one_stroke(own_server, tmp_path):
    server = own_server(start=False)
    Network(server)
    said = server.weft("doctor", status=1).stdout
    assert "MEND a mailbox alone" in said
    assert "ok   a mailbox" not in server.weft("doctor", status=1, WEFT_SECOND_STEP="required").stdout
    if server.engine == "postgres":
        assert "the clocks of database and machine differ by 0 s" in said and "ok   the database is on this machine" in said
        pytest.skip("what lies where is known of files only")
    assert "in one folder with the store" in said and "master.key" in said and ".forgotten" in said
    server.weft("keys", "copied")
    apart = {"WEFT_FORGOTTEN_FILE": str(tmp_path / "apart" / "list")}
    assert "MEND in one folder" not in server.weft("doctor", status=1, **apart).stdout


def test_the_doctor_sees_who_else_has_the_file_open(own_server):
    server = own_server(start=False)
    if server.engine != "sqlite":
        pytest.skip("about a file")
    Network(server)
    version = server.weft("doctor", status=1).stdout.split("SQLite ")[1].split(",")[0].split(" ")[0]
    with contextlib.closing(sqlite3.connect(server.storage)) as other:
        other.execute("SELECT count(*) FROM networks").fetchone()
        said = server.weft("doctor", status=1).stdout
    if tuple(map(int, version.split("."))) < (3, 44, 6):
        assert "MEND SQLite" in said and "python" in said
