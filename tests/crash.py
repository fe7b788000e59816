"""Kills a loaded server again and again and looks what is left.  python tests/crash.py [ROUNDS] [SEED]"""

import random
import sqlite3
import sys
import tempfile
import time

from fire import broken, Fire, sqlite_rows
from servers import Server, until
from support import Network


def rounds(server, count, seed, say=lambda words: None):
    """`count` times: load, SIGKILL at a random moment, restart, check. The sum of what was acknowledged."""
    dice = random.Random(seed)
    net = Network(server)
    board: list[str] = []
    sums = {"needs": 0, "claims": 0, "acts": 0, "again": 0, "rounds": 0, "slowest start": 0.0}
    for number in range(count):
        with Fire(net, seed=dice.getrandbits(40), board=board) as fire:
            # So much work is under way however slow the machine is, and what it is just then is chance.
            wanted = dice.randrange(5, 20)
            until(lambda: fire.told.counts["needs"] >= wanted or fire.faults, f"{wanted} needs", 30)
            time.sleep(dice.uniform(0, 0.05))
            server.kill()
            fire.enough.set()
        # Nothing but the file is left: what was acknowledged is in it before anybody asks again.
        board = fire.open
        rows = sqlite_rows(server.storage)
        faults = fire.losses(rows) + broken(rows)
        assert rows("PRAGMA integrity_check") == [("ok",)], f"round {number}, seed {seed}"
        begun = time.perf_counter()
        server.start()
        sums["slowest start"] = max(sums["slowest start"], time.perf_counter() - begun)
        net.server.url = server.url
        sums["again"] += fire.send_again()
        server.stop()
        faults += fire.losses(rows) + broken(rows)
        server.weft("audit", "verify", "--network", net.slug)
        assert not faults, f"round {number}, seed {seed}: {faults[:5]}"
        server.start()
        for kind in ("needs", "claims", "acts"):
            sums[kind] += fire.told.counts[kind]
        sums["rounds"] += 1
        say(f"{number + 1} of {count} kills: {sums}")
    return sums


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20200201
    print(f"seed {seed}, SQLite {sqlite3.sqlite_version}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        server = Server("sqlite", folder)
        server.start()
        try:
            print(rounds(server, count, seed, lambda words: print(words, flush=True)))
        finally:
            server.clear()
