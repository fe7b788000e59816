"""Loses the primary under load and counts.  python tests/failover.py [ROUNDS]"""

import pathlib
import sys
import tempfile
import time

from cluster import Cluster
from fire import broken, Fire
from servers import until
from support import Network


def rounds(cluster, count, say=lambda words: None):
    """`count` times: load, the primary's machine is gone, the standby takes over, everything is checked."""
    net = Network(cluster.nodes[0])
    net.server = cluster.nodes[0]
    results, board = [], []
    for number in range(count):
        lost = cluster.primary
        other = next(host for host in cluster.hosts if host is not lost)
        with Fire(net, seed=100 + number, addresses=lambda: cluster.proxy.url, workers=6, board=board) as fire:
            until(lambda: fire.told.counts["needs"] >= 20, "the load", 60)
            before = dict(fire.told.counts)
            begun = time.monotonic()
            lost.lose()
            until(lambda: other.is_role("primary"), "the standby to take over", 90)
            promoted = time.monotonic() - begun
            until(lambda: fire.told.counts["needs"] >= before["needs"] + 20, "writes to go on", 60)
        board = fire.open
        again = fire.send_again()
        rows = cluster.rows
        faults = fire.losses(rows) + broken(rows)
        assert not faults, faults[:5]
        cluster.nodes[0].weft("audit", "verify", "--network", net.slug)
        lost.start()
        until(lambda: lost.is_role("sync"), "the old primary to come back as standby", 120)
        results.append({
            "acknowledged": sum(fire.told.counts[kind] for kind in ("needs", "claims", "acts")),
            "lost": 0, "doubled": 0, "sent again": again, "promoted after": round(promoted, 1),
            "longest without a write": round(fire.told.longest_silence, 1)})
        say(f"{number + 1} of {count}: {results[-1]}")
    return results


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(pathlib.Path(folder) / "cluster")
        pathlib.Path(folder).chmod(0o755)
        try:
            begun = time.monotonic()
            cluster.start()
            print(f"the cluster stands after {time.monotonic() - begun:.0f} s", flush=True)
            rounds(cluster, count, lambda words: print(words, flush=True))
        except BaseException:
            print(cluster.logs())
            raise
        finally:
            cluster.clear()
