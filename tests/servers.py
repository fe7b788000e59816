"""Real servers on free ports, and the command line on their storage."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import uuid

import filelock
import requests

BUILT = pathlib.Path(__file__).resolve().parent.parent / ".build/debug"


@functools.cache
def program():
    """A copy of the built program, so that a build in the midst of the tests changes nothing under them."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="weft-program-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copy2(BUILT / "weft", folder)
    for resources in BUILT.glob("weftwork_*.resources"):
        shutil.copytree(resources, folder / resources.name)
    return str(folder / "weft")


@functools.cache
def pattern(engine):
    """A store on which every migration of this program has run, and the key that it is sealed with: a copy costs a fraction
    of a thousand statements. All workers share it."""
    built = pathlib.Path(program()).stat()
    name = "pattern_" + hashlib.sha256(f"{built.st_size} {built.st_mtime_ns}".encode()).hexdigest()[:16]
    folder = pathlib.Path(tempfile.gettempdir()) / f"{name}_{engine}"
    folder.mkdir(exist_ok=True)
    store = str(folder / "weft.sqlite") if engine == "sqlite" else name
    key = folder / "master.key"
    with filelock.FileLock(f"{folder}.lock"):
        if not (key.exists() and (engine == "sqlite" or database_exists(name))):
            if engine != "sqlite":
                psql(f"DROP DATABASE IF EXISTS {name}")
                psql(f"CREATE DATABASE {name}")
            # The key is put in its place last: with it all is there.
            made = folder / "made.key"
            subprocess.run(
                [program(), "migrate", "--storage", store if engine == "sqlite" else database_url(name)],
                check=True, capture_output=True, timeout=600, env={**os.environ, "WEFT_MASTER_KEY_FILE": str(made)})
            if engine == "sqlite":
                # One file has all.
                with contextlib.closing(sqlite3.connect(store)) as db:
                    assert db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
            made.rename(key)
    return store, key


def database_exists(name):
    return bool(psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'").strip())


def database_url(name):
    base = os.environ["TEST_POSTGRES"]
    return f"{base}{'&' if '?' in base else '?'}dbname={name}"


# What a machine three times as slow as a developer's needs; a test that succeeds doesn't wait.
PATIENCE = 4.0


def until(check, what="it to happen", seconds=15.0):
    """Asks again and again until `check` gives something true; fails when the time is over."""
    deadline = time.monotonic() + seconds * PATIENCE
    while True:
        value = check()
        if value:
            return value
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One `weft serve` on a storage of its own."""

    running: list[Server] = []

    def __init__(self, engine, folder, storage=None, empty=False, **environment):
        """It begins with every migration done, unless it is to begin `empty`."""
        self.engine = engine
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / "server.log"
        self.process = None
        self.options = []
        self.database = None
        if storage:
            self.storage = storage
        elif engine == "sqlite":
            self.storage = str(self.folder / "weft.sqlite")
        else:
            self.database = f"test_{uuid.uuid4().hex[:16]}"
            self.storage = database_url(self.database)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WEFT_")},
            "LANG": "C.UTF-8",
            "WEFT_MASTER_KEY_FILE": str(self.folder / "master.key"),
            "WEFT_INTAKE_PER_HOUR": "1000000",
            "WEFT_TRUST_PROXY": "1",
            **environment,
        }
        if not storage:
            self._lay(empty or "WEFT_MASTER_KEY_FILE" in environment)

    def _lay(self, empty):
        if empty:
            if self.database:
                psql(f"CREATE DATABASE {self.database}")
            return
        store, key = pattern(self.engine)
        if self.database:
            psql(f"CREATE DATABASE {self.database} TEMPLATE {store}")
        else:
            shutil.copy2(store, self.storage)
        shutil.copy2(key, self.environment["WEFT_MASTER_KEY_FILE"])

    def start(self, port=None):
        """Starts it on this port, or on one that is free."""
        wanted = port
        for _ in range(5):
            port = wanted or free_port()
            self.url = f"http://127.0.0.1:{port}"
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [program(), "serve", "--storage", self.storage, "--port", str(port), *self.options],
                    stdout=log, stderr=subprocess.STDOUT, env=self.environment, cwd=self.folder)
            until(lambda: self.answers() or self.process.poll() is not None, "the server to start", 60)
            if self.process.poll() is None:
                if self not in Server.running:
                    Server.running.append(self)
                return self
        raise AssertionError(f"the server does not start:\n{self.log.read_text(errors='replace')}")

    def answers(self):
        try:
            return requests.get(f"{self.url}/readyz", timeout=60).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(90)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def kill(self):
        """Ends it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def clear(self):
        self.stop()
        if self in Server.running:
            Server.running.remove(self)
        if self.database:
            psql(f"DROP DATABASE {self.database} WITH (FORCE)")
            self.database = None

    def psql(self, statement):
        """Asks this server's database behind its back."""
        return psql(statement, self.storage)

    def weft(self, *words, status=0, text=None, **environment):
        """Runs a command on this storage; asserts its exit status when one is given."""
        storage = [] if "--storage" in words else ["--storage", self.storage]
        done = subprocess.run(
            [program(), *map(str, words), *storage], input=text, capture_output=True, text=True, timeout=600,
            env={**self.environment, **environment}, cwd=self.folder)
        if status is not None:
            assert done.returncode == status, f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


    def told(self, *words):
        """What a command prints, as JSON. Through the operator's socket where a server of this store listens at one, as the
        command itself does, but without the start of a program: half of all tests' programs made members."""
        path = f"{self.storage}.sock"
        if self.engine != "sqlite" or not os.path.exists(path):
            return json.loads(self.weft(*words).stdout)
        call = {
            "arguments": [*map(str, words), "--storage", self.storage], "input": "", "language": "en",
            "folder": str(self.folder)}
        try:
            said = posted(path, "/operator", json.dumps(call))
        except ConnectionRefusedError:
            return json.loads(self.weft(*words).stdout)
        pieces = [json.loads(line) for line in said.splitlines()]
        said = "".join(next(iter(piece.values()))["_0"] for piece in pieces if "output" in piece)
        assert {"status": {"_0": 0}} in pieces, f"{words}: {pieces}"
        return json.loads(said)


def posted(path, target, body):
    """What a socket on this machine answers."""
    door = http.client.HTTPConnection("localhost", timeout=600)
    door.sock = socket.socket(socket.AF_UNIX)
    door.sock.settimeout(600)
    with contextlib.closing(door):
        door.sock.connect(path)
        door.request("POST", target, body)
        return door.getresponse().read().decode()


def psql(statement, url=None):
    done = subprocess.run(
        ["psql", url or os.environ["TEST_POSTGRES"], "-qXAt", "-v", "ON_ERROR_STOP=1", "-c", statement],
        capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
