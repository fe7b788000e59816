"""Three nodes on one store behind a proxy, restarted one after the other; and, where Patroni is here, a lost primary."""

import copy
import pathlib
import re
import threading
import time

import pytest
import requests

import failover
from cluster import Cluster, missing, Proxy, ready
from fire import Fire
from servers import until
from support import a_need, Caller, Network, ok, together


@pytest.fixture
def three(server, own_server):
    """Three nodes on the shared store's engine, without a proxy."""
    if server.engine != "postgres":
        pytest.skip("one server to a SQLite file")
    first = own_server(start=False)
    nodes = [first]
    for _ in range(2):
        node = own_server(start=False)
        node.storage, node.environment = first.storage, first.environment
        nodes.append(node)
    return nodes


def at(net, node):
    """The same network as another node has it."""
    there = copy.copy(net)
    there.server = node
    return there


def caller(net, node, one):
    return Caller(at(net, node), one.token, one.member, one.email)


def test_a_rolling_restart_fails_nobody(three, tmp_path):
    if "haproxy" in missing():
        pytest.skip("haproxy is not here")
    three[0].environment["WEFT_DRAIN_SECONDS"] = "2"
    # All at once: one of them brings the schema up, the others wait for it.
    together(3, lambda number: three[number].start())
    net = Network(three[0])
    proxy = Proxy(tmp_path / "proxy", [node.port for node in three]).start()
    failures, reads, enough = [], [], threading.Event()

    def read():
        with requests.Session() as session:
            while not enough.is_set():
                try:
                    answer = session.get(f"{proxy.url}/n/{net.slug}/needs", timeout=60)
                    reads.append(answer.status_code)
                except requests.RequestException as fault:
                    failures.append(fault)

    readers = [threading.Thread(target=read) for _ in range(3)]
    try:
        until(lambda: ready(proxy.url), "the proxy to find the nodes")
        with Fire(net, seed=3, addresses=lambda: proxy.url, workers=4) as fire:
            for reader in readers:
                reader.start()
            for node in three:
                told = fire.told.counts["needs"]
                until(lambda: fire.told.counts["needs"] > told + 5, "the load")
                port = node.port
                node.stop()
                assert node.process.returncode == 0
                node.start(port)
                until(lambda: ready(node.url), "the node to be back")
            told = fire.told.counts["needs"]
            until(lambda: fire.told.counts["needs"] > told + 5, "the load")
            enough.set()
    finally:
        enough.set()
        for reader in readers:
            if reader.is_alive():
                reader.join(30)
        proxy.stop()
    assert failures == [] and set(reads) == {200} and len(reads) > 50
    assert fire.told.unanswered == [] and fire.told.counts["busy"] == 0
    three[0].weft("audit", "verify", "--network", net.slug)


def test_nodes_that_begin_together_have_one_key_and_another_key_is_refused(three, tmp_path):
    together(3, lambda number: three[number].start())
    net = Network(three[0])
    need = net.need()
    for node in three:
        answer = caller(net, node, net.founder).post(f"/needs/{need.id}/reveals", {"purpose": "核实"})
        assert ok(answer)["contact"]["phone"] == "13900001234"
    said = three[0].weft("serve", "--port", "0", status=1, WEFT_MASTER_KEY_FILE=str(tmp_path / "other.key"))
    assert "WEFT_MASTER_KEY_FILE" in said.stderr
    assert [path.name for path in three[0].folder.glob("master.key*")] == ["master.key"]


def test_what_falls_due_is_done_once_by_three(three):
    together(3, lambda number: three[number].start())
    net = Network(three[0])
    net.member("coordinator")
    needs = [net.need(urgency="critical") for _ in range(12)]
    # Eighty percent of their time are over.
    three[0].psql(
        "UPDATE clocks SET started_at = started_at - 1440000, "
        "due_at = due_at - 1440000, next_at = next_at - 1440000")
    def reminded():
        return [event["object"] for event in net.founder.items("/events") if event["kind"] == "clockReminded"]
    until(lambda: len(reminded()) >= 12, "the clocks to go off", 30)
    # Several sweeps later it is still once for each.
    before = three[0].psql("SELECT count(*) FROM events")
    deadline = time.monotonic() + 5
    until(lambda: time.monotonic() > deadline, "two sweeps")
    assert sorted(reminded()) == sorted(need.id for need in needs)
    assert three[0].psql("SELECT count(*) FROM events") == before
    # And each mail left from one node only: one that gathers what its owner has to do, one that wakes for a critical need.
    def lines(beginning):
        text = "".join(node.log.read_text(errors="replace") for node in three)
        return [len(re.findall(f"^{beginning}{re.escape(need.body['title'])}$", text, re.M)) for need in needs]
    until(lambda: min(lines("· ")) >= 1, "the mails", 30)
    assert lines("· ") == [1] * 12 and max(lines("危急，请马上看：")) <= 1


def test_limits_hold_over_all_nodes(three):
    three[0].environment["WEFT_INTAKE_PER_HOUR"] = "10"
    together(3, lambda number: three[number].start())
    net = Network(three[0])
    address = "198.51.100.77"

    def post(number):
        there = at(net, three[number % 3]).anonymous(address)
        return there.post("/needs", a_need()).status_code

    statuses = together(36, post)
    assert statuses.count(201) == 10 and statuses.count(429) == 26


def test_a_stream_goes_on_at_another_node_without_a_gap(three):
    together(3, lambda number: three[number].start())
    net = Network(three[0])
    net.need()
    seen = []

    def follow(node, last, enough):
        """Reads events there from `last` on until `enough` says so; the last number."""
        headers = {"Accept": "text/event-stream", **({"Last-Event-ID": str(last)} if last else {})}
        stream = caller(net, node, net.founder).get("/events", headers=headers, stream=True, timeout=60)
        try:
            for line in stream.iter_lines():
                if line.startswith(b"id:"):
                    last = int(line[3:])
                    seen.append(last)
                    if enough():
                        break
        except requests.RequestException:
            pass
        stream.close()
        return last

    posted = [ok(caller(net, three[number % 3], net.founder).post("/needs", a_need()), 201)["id"] for number in range(6)]
    first = ok(net.founder.get("/events", params={"limit": 1}))["items"][0]["number"]
    last = follow(three[0], first, lambda: len(seen) >= 3)
    three[0].kill()
    posted += [ok(caller(net, three[1 + number % 2], net.founder).post("/needs", a_need()), 201)["id"] for number in range(6)]
    follow(three[1], last, lambda: len(seen) >= len(posted))
    assert seen == list(range(first + 1, first + 1 + len(seen))), "a gap or a double"

    def submitted():
        events = caller(net, three[2], net.founder).items("/events")
        return {event["object"] for event in events if event["kind"] == "submitted"}

    # The newest wait for their number for a moment.
    until(lambda: set(posted) <= submitted(), "every need to be in the events")


def test_a_lost_primary_loses_nothing(engine, tmp_path_factory):
    if engine != "postgres":
        pytest.skip("a file has no standby")
    if missing():
        pytest.skip(f"{', '.join(missing())}: not here")
    # PostgreSQL's own user must be able to walk in.
    folder = tmp_path_factory.mktemp("cluster")
    for parent in [folder, *folder.parents]:
        if str(parent).startswith("/tmp/"):
            parent.chmod(0o755)
    cluster = Cluster(pathlib.Path(folder) / "all")
    try:
        cluster.start()
        [result] = failover.rounds(cluster, 1)
        assert result["acknowledged"] > 40 and result["longest without a write"] < 60, result
    except BaseException:
        print(cluster.logs())
        raise
    finally:
        cluster.clear()
