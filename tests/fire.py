"""A load of real work that remembers what was acknowledged, and checks afterwards that all of it is there, once."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import threading
import time

import requests

from servers import psql, until
from support import a_need, Caller, Network, ok, soon

# What a server that goes away in the midst of it may look like to its caller.
GONE = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


# Where a claim may be by now whose last acknowledged state was this: an act without an answer can have been done.
LATER = {"delivered": "confirmed"}


class Told:
    """What the server has acknowledged, and what it was asked without an answer."""

    def __init__(self):
        self.lock = threading.Lock()
        self.needs: dict[str, str] = {}
        self.claims: dict[str, float] = {}
        # Claims that were acknowledged as over, and how: "delivered", "confirmed" or "released".
        self.ended: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.unanswered: list[tuple[str, str, dict, str]] = []
        self.counts = {"needs": 0, "claims": 0, "acts": 0, "refused": 0, "busy": 0}
        self.last = time.monotonic()
        self.longest_silence = 0.0

    def answered(self, kind):
        """Something was stored: how long there was nothing before."""
        with self.lock:
            now = time.monotonic()
            self.longest_silence = max(self.longest_silence, now - self.last)
            self.last = now
            self.counts[kind] += 1


class Fire:
    """Workers that submit, acknowledge, verify, publish, claim, deliver, confirm and release without pause."""

    def __init__(self, net: Network, seed: int, addresses=None, workers=6, board=()):
        self.net, self.random = net, random.Random(seed)
        self.told, self.enough, self.faults = Told(), threading.Event(), []
        self.addresses = addresses or (lambda: net.server.url)
        self.desk = [net.founder, net.member("verifier"), net.member("dispatcher")]
        # As the board grows others come: a promise whose giver was cut off binds one of the few that a person may have open.
        self.volunteers = [net.member(name=f"v{number}x{len(board) // 20}") for number in range(3)]
        # Published needs; those of an earlier fire can be claimed further.
        self.open: list[str] = list(board)
        self.threads = [
            threading.Thread(target=self._work, args=(random.Random(f"{seed} {number}"),), daemon=True)
            for number in range(workers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.enough.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive(), "a request hangs"
        assert not self.faults, self.faults[:3]

    def _work(self, dice):
        try:
            while not self.enough.is_set():
                roll = dice.random()
                if roll < 0.4 or not self.told.needs:
                    self._submit(dice)
                elif roll < 0.8 and self.open:
                    self._claim(dice)
                else:
                    self._carry(dice)
        except BaseException as fault:
            # What goes wrong in a thread must not pass unseen.
            self.faults.append(fault)
            raise

    def _send(self, by, path, body, key):
        """Sends once; nothing when there was no answer – then it is remembered, to be sent again with the same key."""
        caller = Caller(self.net, by.token)
        caller.headers["Idempotency-Key"] = key
        prefix = f"{self.addresses()}/api/v1/networks/{self.net.slug}"
        try:
            answer = requests.Session.request(caller, "POST", prefix + path, json=body, timeout=60)
        except GONE:
            with self.told.lock:
                self.told.unanswered.append((by.token, path, body, key))
            # Nobody is there: as people do, it is tried again a little later.
            self.enough.wait(0.05)
            return None
        finally:
            caller.close()
        if answer.status_code == 503:
            assert answer.headers.get("Retry-After"), "503 without Retry-After"
            self.told.counts["busy"] += 1
            with self.told.lock:
                self.told.unanswered.append((by.token, path, body, key))
            self.enough.wait(0.1)
            return None
        assert answer.status_code < 500, f"{answer.status_code}: {answer.text[:500]}"
        return answer

    def _key(self, dice):
        return f"{dice.getrandbits(96):024x}"

    def _submit(self, dice):
        body = a_need(lines=[{"item": "N95口罩", "quantity": dice.choice([5, 20, 100]), "unit": "只"}])
        body["title"] = f"{body['title']} {self._key(dice)}"
        answer = self._send(self.desk[0], "/needs", body, self._key(dice))
        if answer is None:
            return
        assert answer.status_code == 201, answer.text
        made = answer.json()
        with self.told.lock:
            self.told.needs[made["id"]] = body["title"]
        self.told.answered("needs")
        if dice.random() < 0.5:
            self._carry(dice, made["id"])

    def _carry(self, dice, need=None):
        """Acknowledge, verify, publish: from the desk to the board."""
        steps = [(0, "acknowledge", {}), (1, "verify", {"confidence": "official"}), (2, "publish", {"audience": "public"})]
        if need is None:
            with self.told.lock:
                need = dice.choice(list(self.told.needs))
        for desk, action, carries in steps:
            # Only one of the desk submits, and nobody verifies what they submitted: the verifier is another.
            answer = self._send(self.desk[desk], f"/needs/{need}/actions", {"action": action, **carries}, self._key(dice))
            if answer is None:
                return
            if answer.status_code == 200:
                with self.told.lock:
                    version = int(answer.headers["ETag"].strip('"').split("-")[0])
                    self.told.versions[need] = max(version, self.told.versions.get(need, 0))
                    if action == "publish" and need not in self.open:
                        self.open.append(need)
                self.told.answered("acts")
            else:
                assert answer.status_code in (403, 404, 409), answer.text
                self.told.counts["refused"] += 1

    def _claim(self, dice):
        with self.told.lock:
            need = dice.choice(self.open[-50:])
        by = dice.choice(self.volunteers)
        caller = Caller(self.net, by.token)
        try:
            read = requests.Session.request(
                caller, "GET", f"{self.addresses()}/api/v1/networks/{self.net.slug}/needs/{need}", timeout=60)
        except GONE:
            return
        finally:
            caller.close()
        if read.status_code != 200:
            return
        body = {"line": read.json()["lines"][0]["id"], "quantity": dice.choice([1, 2, 3]), "promisedBy": soon()}
        answer = self._send(by, f"/needs/{need}/claims", body, self._key(dice))
        if answer is None:
            return
        if answer.status_code == 201:
            made = answer.json()
            with self.told.lock:
                self.told.claims[made["id"]] = float(made["quantity"])
            self.told.answered("claims")
            self._end(dice, by, made["id"])
        else:
            assert answer.status_code in (403, 409, 422, 429), answer.text
            self.told.counts["refused"] += 1

    def _end(self, dice, by, claim):
        """Most are soon over: one person may have only so many open."""
        roll = dice.random()
        steps = [(by, "deliver", "delivered"), (self.desk[0], "confirm", "confirmed")] if roll < 0.6 else [(by, "release", "released")]
        for who, action, state in steps if roll > 0.05 else []:
            answer = self._send(who, f"/claims/{claim}/actions", {"action": action, "note": "送到或去不了"}, self._key(dice))
            if answer is None:
                return
            assert answer.status_code == 200, answer.text
            with self.told.lock:
                self.told.ended[claim] = state
            self.told.answered("acts")

    # What must hold afterwards.

    def send_again(self):
        """What had no answer is sent again with its key: it is done once, whether or not it had been done before."""
        again, self.told.unanswered = self.told.unanswered, []
        for token, path, body, key in again:
            caller = Caller(self.net, token)
            caller.headers["Idempotency-Key"] = key
            # A response that refuses counts as false.
            [answer] = until(lambda: self._answered(caller, path, body), "an answer", 60)
            assert answer.status_code < 500, answer.text
            if answer.status_code == 201 and path == "/needs":
                self.told.needs[answer.json()["id"]] = body["title"]
            if answer.status_code == 201 and path.endswith("/claims"):
                self.told.claims[answer.json()["id"]] = float(answer.json()["quantity"])
            caller.close()
        return len(again)

    def _answered(self, caller, path, body):
        try:
            answer = requests.Session.request(
                caller, "POST", f"{self.addresses()}/api/v1/networks/{self.net.slug}{path}", json=body, timeout=60)
        except GONE:
            return None
        return None if answer.status_code == 503 else [answer]

    def losses(self, rows):
        """What was acknowledged and is not there, or is there twice; `rows(sql)` reads the storage."""
        titles: dict[str, int] = {}
        for row in rows("SELECT title FROM needs"):
            titles[row[0]] = titles.get(row[0], 0) + 1
        faults = [f"lost need {id}" for id, title in self.told.needs.items() if title not in titles]
        faults += [f"twice: {title}" for title in set(self.told.needs.values()) if titles.get(title, 0) > 1]
        versions = {id_text(row[0]): row[1] for row in rows("SELECT id, version FROM needs")}
        faults += [
            f"need {id} is at version {versions.get(id)}, acknowledged was {version}"
            for id, version in self.told.versions.items() if int(versions.get(id, 0)) < version]
        claims = {id_text(row[0]): row[1] for row in rows("SELECT id, quantity FROM claims")}
        faults += [
            f"claim {id} of {quantity} is {claims.get(id)}"
            for id, quantity in self.told.claims.items() if int(claims.get(id, 0)) != quantity * 1000]
        states = {id_text(row[0]): row[1] for row in rows("SELECT id, state FROM claims")}
        faults += [
            f"claim {id} is {states.get(id)}, acknowledged was {state}"
            for id, state in self.told.ended.items() if states.get(id) not in (state, LATER.get(state))]
        return faults


def id_text(value):
    """An id as text, however the engine's tool shows it."""
    if isinstance(value, bytes):
        text = value.hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
    return str(value)


# Joined, not looked up for each row: there may be a hundred thousand of them, and no index on what only a check asks.
BROKEN = {
    "more promised than needed":
        "SELECT count(*) FROM need_lines WHERE quantity_most IS NOT NULL AND claimed + delivered > quantity_most + allowance",
    "a line that counts other claims than there are": """
        SELECT count(*) FROM need_lines l LEFT JOIN (SELECT network_id, line_id, sum(quantity) AS sum FROM claims
            WHERE state = 'open' GROUP BY network_id, line_id) c ON c.network_id = l.network_id AND c.line_id = l.id
        WHERE l.claimed <> coalesce(c.sum, 0)""",
    "an open need without a clock": """
        SELECT count(*) FROM needs n LEFT JOIN (SELECT DISTINCT network_id, object_id, owner_id FROM clocks) c
            ON c.network_id = n.network_id AND c.object_id = n.id AND c.owner_id = n.owner_id
        WHERE n.phase < 3 AND c.object_id IS NULL""",
    "a need without the event that tells of it": """
        SELECT count(*) FROM needs n LEFT JOIN (SELECT DISTINCT network_id, object_id FROM events WHERE kind = 'submitted') e
            ON e.network_id = n.network_id AND e.object_id = n.id WHERE e.object_id IS NULL""",
    "a need without its private part": """
        SELECT count(*) FROM needs n LEFT JOIN need_private p ON p.network_id = n.network_id AND p.need_id = n.id
        WHERE p.need_id IS NULL""",
}


def broken(rows):
    """Invariants that don't hold in the storage."""
    return [words for words, sql in BROKEN.items() if int(rows(sql)[0][0]) != 0]


def sqlite_rows(path):
    """Reads a storage that no server has open."""

    def rows(sql):
        with contextlib.closing(sqlite3.connect(path)) as store:
            return store.execute(sql).fetchall()

    return rows


def postgres_rows(schema):
    def rows(sql):
        text = psql(f"SET search_path = {schema}; COPY ({sql}) TO STDOUT")
        return [line.split("\t") for line in text.splitlines()]

    return rows
