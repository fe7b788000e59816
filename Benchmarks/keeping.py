"""What durability, several nodes, viewers and a flood cost: figures of a release build, each beside its limit or peer."""

import http.client
import json
import os
import pathlib
import re
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

INTAKE = """
local count, seed = 0, math.random(1, 1000000000)
request = function()
  count = count + 1
  local body = string.format('{"title":"缺口罩 %d %d","lines":[{"item":"N95口罩","quantity":%d,"unit":"只"},{"item":"防护服","quantity":5},{"item":"护目镜"}],"contact":{"phone":"154%08d"},"place":{"area":["","湖北省","武汉市","江汉区"]}}', seed, count, count % 50 + 1, count % 100000000)
  return wrk.format("POST", nil, {["Content-Type"]="application/json"}, body)
end
init = function(args) math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 100000) seed = math.random(1, 1000000000) end
"""


def bench():
    import bench as module
    return module


def network(storage):
    made = bench().weft("setup", "--network", "hubei", "--name", "b", "--founder", "f@example.org", "--json", storage=storage)
    return json.loads(made)["token"]


def intake_script(folder):
    path = pathlib.Path(folder) / "intake.lua"
    path.write_text(INTAKE, encoding="utf-8")
    return str(path)


def commits(folder):
    """Shared commits against one commit a write: one-row writes, and the real intake."""
    b = bench()
    print("\nShared commits (synchronous = FULL)")
    said = json.loads(subprocess.run(
        [b.WEFT, "bench", "--json", "--storage", str(folder / "rows.sqlite")], capture_output=True, text=True, check=True).stdout)
    for name, words in (("alone", "one-row writes, one commit each"), ("grouped", "one-row writes, shared")):
        one = said[name]
        print(f"{words:<38}{one['rate']:>9.0f}/s {one['p50']:>8.2f} {one['p99']:>8.2f} ms   {20000 / one['commits']:.1f} rows a commit")
    print(f"  shared / alone: {said['ratio']:.1f} ×   (to reach: ≥ 3 ×)")
    rates = {}
    for name, most in (("intake, one commit each", "1"), ("intake, shared", "")):
        storage = str(folder / f"group{most}.sqlite")
        network(storage)
        server = b.Server(storage, {"WEFT_COMMIT_GROUP": most} if most else None)
        b.wrk(server, "/api/v1/networks/hubei/needs", 32, intake_script(folder))
        before = server.metric("weft_commits_total"), server.metric("weft_writes_total")
        figures = b.wrk(server, "/api/v1/networks/hubei/needs", 32, intake_script(folder))
        groups = server.metric("weft_commits_total") - before[0]
        writes = server.metric("weft_writes_total") - before[1]
        b.show(name, figures, f"{writes / groups:.1f} writes a commit")
        rates[most] = figures["rate"]
        server.stop()
    print(f"  shared / alone: {rates[''] / rates['1']:.1f} ×")


def viewers(folder, count=2000):
    """Live viewers: memory of each, and how soon the last of them sees a change."""
    b = bench()
    print(f"\n{count} live viewers")
    storage = str(folder / "viewers.sqlite")
    token = network(storage)
    server = b.Server(storage)
    server.get("/api/v1/networks/hubei/needs", token)
    before = server.memory()
    chooser, streams = selectors.DefaultSelector(), []
    head = (f"GET /api/v1/networks/hubei/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
            f"Authorization: Bearer {token}\r\n\r\n").encode()
    while len(streams) < count:
        # All at once, as after a restart; who is refused comes again.
        tried = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(count - len(streams))]
        for line in tried:
            line.sendall(head)
        for line in tried:
            line.settimeout(30)
            if b" 200 " in line.recv(65536)[:20]:
                streams.append(line)
            else:
                line.close()
    for line in streams:
        line.setblocking(False)
        chooser.register(line, selectors.EVENT_READ)
    deadline = time.perf_counter() + 30
    while server.metric("weft_live_viewers") < count and time.perf_counter() < deadline:
        time.sleep(0.05)
    each = (server.memory() - before) * 1024 / count
    print(f"  memory: {each:.1f} KiB each   (to reach: < 40 KiB)")
    delays = []
    for number in range(10):
        waiting = {line.fileno() for line in streams}
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request(
            "POST", "/api/v1/networks/hubei/needs",
            json.dumps({"title": f"缺口罩 {number}", "lines": [{"item": "口罩"}], "contact": {"phone": "15400000000"}}),
            {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
        assert connection.getresponse().status == 201
        while waiting and time.perf_counter() - begun < 10:
            for key, _ in chooser.select(1):
                if b"data:" in key.fileobj.recv(65536):
                    waiting.discard(key.fileobj.fileno())
        delays.append(time.perf_counter() - begun)
    print(f"  the last of them sees a change after {statistics.median(delays) * 1000:.0f} ms, at most {max(delays) * 1000:.0f} ms"
          "   (to reach: < 1 s)")
    for line in streams:
        line.close()
    server.stop()


def probe(server, path, seconds, pause=0.01):
    """A person's requests beside a flood: statuses and how long they took, in milliseconds."""
    taken = {}
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        taken.setdefault(answer.status, []).append((time.perf_counter() - begun) * 1000)
        time.sleep(pause)
    return taken


def p99(times):
    return sorted(times)[max(0, int(len(times) * 0.99) - 1)]


def overload(folder):
    """Ten times the connections that are served at once: what is let in is answered in time, the rest at once refused."""
    b = bench()
    print("\nOverload (board of 50, HTML)")
    storage = str(folder / "flood.sqlite")
    b.weft("setup", "--network", "bench", "--name", "b", "--founder", "f@example.org", "--json", storage=storage)
    b.fill(storage, 2000)
    b.publish(storage, "SQLite")
    server, path = b.Server(storage), "/n/bench/needs"
    figures = b.wrk(server, path, 16)
    quiet = probe(server, path, 2)
    print(f"  16 connections: {figures['rate']:.0f}/s, p99 {figures['p99']:.0f} ms; a person beside nobody: p99 {p99(quiet[200]):.0f} ms")
    before, refused = server.memory(), server.metric("weft_requests_refused_total")
    # People who come again half a second after each answer, so many that they ask ten times what can be served.
    people = int(min(figures["rate"] * 10 * 0.5, 8000))
    script = pathlib.Path(folder) / "patience.lua"
    script.write_text("function delay() return 500 end", encoding="utf-8")
    flood = subprocess.Popen(
        ["wrk", "-t1", f"-c{people}", "-d8s", "-s", str(script), f"http://127.0.0.1:{server.port}{path}"],
        stdout=subprocess.PIPE, text=True)
    time.sleep(2)
    beside = probe(server, path, 5)
    answers = re.search(r"Requests/sec:\s+([\d.]+)", flood.communicate()[0])[1]
    served = beside.get(200, [])
    refused = server.metric("weft_requests_refused_total") - refused
    print(f"  {people} at once, ten times that: {float(answers):.0f}/s answers, {float(answers) - refused / 8:.0f}/s served")
    print(f"  a person beside them: {len(served)} served, p99 {p99(served) if served else 0:.0f} ms; "
          f"{len(beside.get(503, []))} refused, p99 {p99(beside[503]) if 503 in beside else 0:.0f} ms")
    print(f"  memory: {before:.0f} MiB before, {server.memory('VmHWM'):.0f} MiB at most")
    server.stop()


def nodes(folder):
    """The same workload on SQLite and on PostgreSQL with one and three nodes, each beside its raw limit on this machine."""
    b = bench()
    print("\nThe same workload on each storage (all on the same 2 cores)")
    storage = str(folder / "one.sqlite")
    token = network(storage)
    raw = json.loads(subprocess.run(
        [b.WEFT, "bench", "--json", "--storage", str(folder / "raw.sqlite")], capture_output=True, text=True, check=True).stdout)
    peer = raw["grouped"]["rate"]
    print(f"{'raw SQLite, one-row writes, shared commits':<38}{peer:>5.0f}/s")
    server = b.Server(storage)
    workload(folder, server, token, "SQLite", peer, "raw SQLite")
    server.stop()
    if not os.environ.get("TEST_POSTGRES") or not os.path.exists("/usr/sbin/haproxy"):
        return print("\nNodes: PostgreSQL or haproxy is not here")
    from cluster import Proxy
    host = re.search(r"host=([^&]+)", os.environ["TEST_POSTGRES"])[1]
    schema = f"nodes{os.getpid()}"
    subprocess.run(["psql", "-q", "-h", host, "-U", "postgres", "-c", f"CREATE SCHEMA {schema}"], check=True)
    os.environ["WEFT_MASTER_KEY_FILE"] = str(folder / "nodes.key")
    storage = f"{os.environ['TEST_POSTGRES']}&options=-csearch_path%3D{schema}"
    token = network(storage)
    peer = pgbench(host)
    for count in (1, 3):
        servers = [b.Server(storage, {"WEFT_TRUST_PROXY": "1"}) for _ in range(count)]
        with tempfile.TemporaryDirectory() as place:
            proxy = Proxy(place, [server.port for server in servers]).start()
            time.sleep(2)
            workload(folder, Front(proxy.port, servers), token, f"{count} node{'s' if count > 1 else ''}", peer, "pgbench")
            proxy.stop()
        for server in servers:
            server.stop()
    subprocess.run(["psql", "-q", "-h", host, "-U", "postgres", "-c",
                    f"SET client_min_messages = error; DROP SCHEMA {schema} CASCADE"], check=True)


def workload(folder, server, token, name, peer, peer_name):
    """Intake and board, as one line each; the intake as a ratio to what its engine writes at most."""
    b = bench()
    for words, path, script in (
            ("intake, 32 connections", "/api/v1/networks/hubei/needs", intake_script(folder)),
            ("board, 50 as JSON", "/api/v1/networks/hubei/needs?limit=50", None)):
        figures = b.wrk(server, path, 32, script, () if script else (f"Authorization: Bearer {token}",))
        b.show(f"{name}: {words}", figures, f"{figures['rate'] / peer:.2f} × {peer_name}" if script else "")


class Front:
    """Several servers behind one port, measured as one."""

    def __init__(self, port, servers):
        self.port, self.servers = port, servers

    def cpu(self):
        return sum(server.cpu() for server in self.servers)

    def statements(self):
        return sum(server.statements() for server in self.servers)


def pgbench(host):
    """TPC-B-like transactions a second with 32 clients, prepared, SERIALIZABLE like ours."""
    programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    database = f"bench{os.getpid()}"
    base = ["-h", host, "-U", "postgres"]
    subprocess.run(["createdb", *base, database], check=True)
    try:
        subprocess.run([programs[-1], *base, "-i", "-s", "20", "-q", database], check=True, capture_output=True)
        rates = {}
        for name, options in (("read committed", ""), ("serializable", "-c default_transaction_isolation=serializable")):
            said = subprocess.run(
                [programs[-1], *base, "-c", "32", "-j", "1", "-T", "4", "-M", "prepared", "--max-tries=20", database],
                capture_output=True, text=True, check=True, env={**os.environ, "PGOPTIONS": options}).stdout
            rates[name] = float(re.search(r"tps = ([\d.]+)", said)[1])
            print(f"{'pgbench, 32 clients, ' + name:<38}{rates[name]:>9.0f}/s")
    finally:
        subprocess.run(["dropdb", *base, database], check=True)
    return rates["serializable"]
