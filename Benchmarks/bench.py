"""Figures of a release build: each beside its limit – the bare route of the same server, the same SQL without HTTP.

CPU per request is the figure to trust on a shared machine (the server's own process clock); rates depend on neighbours.
"""

import contextlib
import itertools
import json
import os
import pathlib
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import http.client

import desk
import engines
import keeping

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEFT = ROOT / ".build/release/weft"
NEEDS = int(os.environ.get("WEFT_BENCH_NEEDS", "100000"))
SECONDS = float(os.environ.get("WEFT_BENCH_SECONDS", "3"))
CITIES = ["武汉市", "黄冈市", "孝感市", "荆州市", "宜昌市", "襄阳市", "十堰市", "随州市", "恩施州", "黄石市"]
ITEMS = ["医用外科口罩", "N95口罩", "防护服", "护目镜", "84消毒液", "呼吸机", "帐篷", "大米", "矿泉水", "志愿者"]


@contextlib.contextmanager
def on_postgres(name, folder):
    """A store of this run's own on the PostgreSQL of the tests, gone afterwards; its URL, or nothing where there is none."""
    if not os.environ.get("TEST_POSTGRES"):
        yield None
        return
    schema = f"{name}{os.getpid()}"
    socket_folder = re.search(r"host=([^&]+)", os.environ["TEST_POSTGRES"])[1]
    sql = ["psql", "-q", "-h", socket_folder, "-U", "postgres", "-c"]
    subprocess.run([*sql, f"CREATE SCHEMA {schema}"], check=True)
    os.environ["WEFT_MASTER_KEY_FILE"] = str(folder / f"{name}.key")
    try:
        yield f"{os.environ['TEST_POSTGRES']}&options=-csearch_path%3D{schema}"
    finally:
        subprocess.run([*sql, f"SET client_min_messages = error; DROP SCHEMA {schema} CASCADE"], check=True)
        os.environ.pop("WEFT_MASTER_KEY_FILE")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running server with its clocks."""

    def __init__(self, storage, env=None):
        self.port = free_port()
        self.storage = storage
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [WEFT, "serve", "--storage", storage, "--port", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "WEFT_INTAKE_PER_HOUR": "100000000", **(env or {})})
        while True:
            try:
                self.get("/healthz")
                break
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("the server ended")
        self.start = time.perf_counter() - begun

    def get(self, path, token=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, which="VmRSS"):
        found = re.search(rf"{which}:\s+(\d+) kB", pathlib.Path(f"/proc/{self.process.pid}/status").read_text())
        return int(found[1]) / 1024

    def statements(self):
        return int(self.metric("weft_sql_seconds_count"))

    def metric(self, name):
        """The sum of a metric over all its labels."""
        text = self.get("/metrics")[1].decode()
        return sum(float(value) for value in re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.M))

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


def wrk(server, path, connections=16, script=None, headers=()):
    """Requests a second, p50 and p99 in ms, CPU ms and SQL statements a request, by wrk."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS:g}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", script]
    before, statements = server.cpu(), server.statements()
    output = subprocess.run(
        command + [f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True, check=True).stdout
    count = int(re.search(r"(\d+) requests in", output)[1])
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)

    def latency(name):
        number, unit = re.search(rf"{name}%\s+([\d.]+)(us|ms|s)", output).groups()
        return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]),
        "p50": latency("50"), "p99": latency("99"), "cpu": (server.cpu() - before) / count * 1000,
        "statements": (server.statements() - statements) / count, "failed": int(failed[1]) if failed else 0,
    }


def steady(server, path, headers=()):
    """The middle of three measurements by CPU: neighbours make single ones jump by a third."""
    return sorted((wrk(server, path, headers=headers) for _ in range(3)), key=lambda figures: figures["cpu"])[1]


def show(name, figures, bound=""):
    failed = f"  FAILED {figures['failed']}" if figures.get("failed") else ""
    print(f"{name:<38}{figures['rate']:>9.0f}/s {figures['p50']:>8.2f} {figures['p99']:>8.2f} ms"
          f" {figures['cpu']:>7.3f} ms CPU {figures['statements']:>5.1f} SQL  {bound}{failed}", flush=True)


def weft(*arguments, storage):
    done = subprocess.run([WEFT, *arguments, "--storage", storage], stdout=subprocess.PIPE, text=True)
    # What went wrong has been said on the error channel.
    assert done.returncode == 0, f"{' '.join(map(str, arguments))}: exit {done.returncode}"
    return done.stdout


def fill(storage, count):
    """Needs through the product's own import, most of them then published by SQL (only to have a full board)."""
    lines = ["group,title,item,quantity,unit,specification,city,district,urgency,phone"]
    urgencies = ["critical", "high", "normal", "normal", "normal", "low"]
    for number in range(count):
        city = CITIES[number * 7 % 10]
        for line in range(3):
            item = ITEMS[(number * 3 + line * 7 + number // 10) % 10]
            lines.append(f"{number},{city}第{number}医院缺物资,{item},{(number % 50 + 1) * 10},只,GB {19000 + number % 99},"
                         f"{city},{city[:-1]}{number % 9}区,{urgencies[number % 6]},154{number:08d}")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as file:
        file.write("\n".join(lines))
    begun = time.perf_counter()
    report = None
    # In parts, as an operator would: a file has at most 100 000 rows.
    rows_per_part = 90_000
    for start in range(1, len(lines), rows_per_part):
        with open(file.name, "w") as part:
            part.write("\n".join([lines[0]] + lines[start:start + rows_per_part]))
        report = json.loads(weft("import", "needs", file.name, "--network", "bench", "--json", storage=storage))
        if report["rejected"]:
            raise SystemExit(f"the import rejected rows: {report['rejected'][:3]}")
    os.unlink(file.name)
    return time.perf_counter() - begun


def publish(storage, name):
    """Puts nine in ten on the board, as a dispatcher would over weeks: straight in SQL, for time's sake."""
    update = "UPDATE needs SET state='published', phase=1, audience=5, confidence='official' WHERE "
    if name == "SQLite":
        db = sqlite3.connect(storage)
        db.execute(update + "substr(hex(id),31,1) <> '0'")
        db.commit()
        db.close()
    else:
        socket_folder, schema = re.search(r"host=([^&]+).*search_path%3D(\w+)", storage).groups()
        subprocess.run(["psql", "-q", "-h", socket_folder, "-U", "postgres", "-c", f"SET search_path TO {schema}",
                        "-c", update + "substr(id::text,35,1) <> '0'"], check=True)


def raw_list(path, limit):
    """The same rows by the same index in plain SQLite, without server: ms of CPU a query."""
    db = sqlite3.connect(path)
    network = db.execute("SELECT id FROM networks").fetchone()[0]
    query = ("SELECT id,code,created_at,title,category,urgency,needed_by,country,province,city,district,state,progress,"
             "audience,confidence,freshness,owner_id,due_at,rank,held,lines_json,changed_at FROM needs n "
             "WHERE network_id=? AND phase=1 AND audience>=5 ORDER BY rank, id DESC LIMIT ?")
    db.execute(query, (network, limit)).fetchall()
    begun = time.process_time()
    for _ in range(200):
        db.execute(query, (network, limit)).fetchall()
    used = (time.process_time() - begun) / 200 * 1000
    db.close()
    return used


def board_queries(server, token):
    """The slowest and the usual of many filters, over the whole board."""
    wanted = [
        {}, {"q": "口罩"}, {"q": "罩"}, {"q": "N95"}, {"q": "呼吸机"}, {"q": "没有这个词"}, {"category": "food"}, {"urgency": "low"},
        {"urgency": "critical"}, {"area": "武汉市"}, {"area": "武汉3区"}, {"category": "people", "urgency": "critical"},
        {"area": "宜昌市", "category": "water", "q": "帐篷"}, {"sort": "newest"}, {"state": "submitted"}, {"q": "第77医院"},
        {"late": "1"}, {"progress": "claimed"}, {"sort": "due"}, {"q": "口罩 武汉市"},
    ]
    worst = []
    for query in wanted:
        path = "/api/v1/networks/bench/needs?" + urllib.parse.urlencode(query)
        times, before = [], server.cpu()
        for number in range(12):
            begun = time.perf_counter()
            # A word that means nothing makes it another question: no count is remembered from the one before.
            status, body = server.get(f"{path}&again={number}", token)
            times.append((time.perf_counter() - begun) * 1000)
            if status != 200:
                raise SystemExit(f"{path}: {status} {body[:200]}")
        worst.append((statistics.median(times), (server.cpu() - before) / 12 * 1000, query, json.loads(body)["total"]))
    worst.sort(key=lambda row: -row[0])
    for median, cpu, query, total in worst[:6]:
        words = " ".join(f"{name}={value}" for name, value in query.items()) or "(all)"
        print(f"    {words:<44}{median:>8.1f} ms median {cpu:>7.1f} ms CPU  {total} found", flush=True)
    print(f"  board over {NEEDS} needs, {len(wanted)} filters: slowest {worst[0][0]:.1f} ms, "
          f"usual {statistics.median(row[0] for row in worst):.1f} ms   (to reach: < 20 ms in the server)", flush=True)


INTAKE = """
local n = 0
local id = %d
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  n = n + 1
  local body = string.format('{"title":"县医院%%d缺口罩","urgency":"high","lines":[{"item":"N95口罩","quantity":%%d,"unit":"只"},' ..
    '{"item":"防护服","quantity":"不限"},{"item":"护目镜","quantity":20}],"place":{"area":["中国","湖北省","武汉市","江汉区"]},' ..
    '"contact":{"name":"值班室","phone":"154%%08d"}}', id * 1000000 + n, n %% 900 + 1, id * 1000000 + n)
  return wrk.format(nil, nil, nil, body)
end
"""

CLAIM = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"line":"%s","quantity":1,"promisedBy":"%s"}'
"""


def post(server, path, body, token):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    if answer.status >= 300:
        raise SystemExit(f"{path}: {answer.status} {text[:300]}")
    return json.loads(text)


def under_limits(server, folder, operator, plain):
    """The same board and intake while an emergency goes on and an authority keeps something to itself: what that costs."""
    root, token = "/api/v1/networks/bench", operator["token"]
    area = ["中国", "湖北省"]
    emergency = post(server, f"{root}/emergencies", {
        "name": "洪水", "kind": "flood", "level": "national", "areas": [area], "advice": {"zh": "往高处走", "en": "Go up high"},
        "hotlines": [{"name": "急救", "number": "120"}]}, token)
    post(server, f"{root}/emergencies/{emergency['id']}/phase", {"phase": "active"}, token)
    post(server, f"{root}/restrictions", {
        "items": ["ventilator"], "area": area, "authority": "物资指挥部", "permit": "调拨单", "channel": {"words": "书面申请"}}, token)
    # What is in force is read anew every second.
    time.sleep(1.5)
    script = folder / "limits.lua"
    script.write_text(INTAKE % 4)
    found = {
        "list": steady(server, f"{root}/needs?limit=200"), "page": steady(server, "/n/bench/needs"),
        "intake": wrk(server, f"{root}/needs", 32, str(script))}
    show("board, 200 as JSON, under both", found["list"])
    show("board, 50 as HTML, under both", found["page"])
    show("intake, 32 connections, under both", found["intake"])
    ratios = ", ".join(f"{name} {found[name]['cpu'] / plain[name]['cpu']:.2f}" for name in plain)
    print(f"  an emergency and a restriction in force: CPU {ratios} × that without", flush=True)


def claims(server, folder, operator):
    """Claims on lines without a number: every one is stored."""
    body = json.dumps({"title": "不限", "lines": [{"item": "口罩", "quantity": "不限"}], "contact": {"phone": "15412345678"}})
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def call(path, data, token):
        connection.request("POST", path, data, {"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return json.loads(answer.read())

    need = call("/api/v1/networks/bench/needs", body, operator["token"])
    verifier = json.loads(weft("member", "add", "--network", "bench", "--email", "ver@example.org", "--name", "V", "--role",
                               "verifier", "--role", "dispatcher", "--json", storage=server.storage))
    path = f"/api/v1/networks/bench/needs/{need['id']}/actions"
    call(path, json.dumps({"action": "acknowledge"}), verifier["token"])
    verified = call(path, json.dumps({"action": "verify", "confidence": "official"}), verifier["token"])
    call(path, json.dumps({"action": "publish", "audience": "public"}), verifier["token"])
    script = folder / "claim.lua"
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3 * 86400))
    script.write_text(CLAIM % (verified["lines"][0]["id"], soon))
    return wrk(server, f"/api/v1/networks/bench/needs/{need['id']}/claims", 16, str(script),
               [f"Authorization: Bearer {operator['token']}"])


def fresh_intake(folder):
    """Intake into an empty store, where the indices still fit the cache."""
    storage = str(folder / "fresh.sqlite")
    weft("setup", "--network", "bench", "--name", "Bench", "--founder", "f@example.org", "--json", storage=storage)
    server = Server(storage)
    script = folder / "fresh.lua"
    script.write_text(INTAKE % 3)
    show("intake, 32 connections, empty", wrk(server, "/api/v1/networks/bench/needs", 32, str(script)),
         "≤ 0.5 ms CPU, ≥ 2 000/s")
    server.stop()


def engine(name, storage, folder):
    operator = json.loads(weft("setup", "--network", "bench", "--name", "Bench", "--founder", "f@example.org", "--json",
                               storage=storage))
    print(f"\n{name}", flush=True)
    took = fill(storage, NEEDS if name == "SQLite" else NEEDS // 10)
    count = NEEDS if name == "SQLite" else NEEDS // 10
    print(f"  {count} needs of 3 lines imported through the product's intake in {took:.0f} s ({count / took:.0f}/s)", flush=True)
    publish(storage, name)
    # What was just written goes to disk before anything is measured, not beside it.
    os.sync()
    server = Server(storage)
    try:
        idle = server.memory()
        print(f"  start to first answer {server.start * 1000:.0f} ms   (to reach: ≤ 1 s)", flush=True)
        print(f"{'':<38}{'rate':>11} {'p50':>8} {'p99':>11}", flush=True)
        hello = steady(server, "/hello")
        show("bare route", hello)
        board = "/api/v1/networks/bench/needs?limit="
        listed = steady(server, f"{board}200")
        show("board, 200 as JSON", listed, "≤ 2 ms CPU, ≤ 3 SQL")
        pages = steady(server, "/n/bench/needs")
        show("board, 50 as HTML", pages, "≤ 1 ms CPU")
        status, body = server.get(f"{board}1", operator["token"])
        need = json.loads(body)["items"][0]["id"]
        show("one need", steady(server, f"/api/v1/networks/bench/needs/{need}",
                                headers=[f"Authorization: Bearer {operator['token']}"]))
        script = folder / "intake.lua"
        script.write_text(INTAKE % (1 if name == "SQLite" else 2))
        intake = wrk(server, "/api/v1/networks/bench/needs", 32, str(script))
        show(f"intake, 32 connections, {count} stored", intake, "≤ 0.5 ms CPU, ≥ 2 000/s")
        if name == "SQLite":
            fresh_intake(folder)
        show("claim, one line, 16 connections", claims(server, folder, operator))
        if name == "SQLite":
            under_limits(server, folder, operator, {"list": listed, "page": pages, "intake": intake})
        print(f"  ratios: list/bare CPU {listed['cpu'] / hello['cpu']:.1f}, page/bare {pages['cpu'] / hello['cpu']:.1f}, "
              f"intake/bare {intake['cpu'] / hello['cpu']:.1f}", flush=True)
        if name == "SQLite":
            raw = raw_list(storage, 200)
            print(f"  the same 200 rows by SQL alone, without server: {raw:.3f} ms CPU; the list costs "
                  f"{listed['cpu'] / raw:.1f} × that", flush=True)
            board_queries(server, operator["token"])
        print(f"  memory: {idle:.0f} MiB at start, {server.memory():.0f} MiB after the load, "
              f"{server.memory('VmHWM'):.0f} MiB at most   (to reach: ≤ 90 MiB)", flush=True)
    finally:
        server.stop()


DATA = pathlib.Path(os.environ.get("WEFT_SHARED") or ROOT.parent / "shared") / "data/respond/wuhan2020_hospital_needs.json"


def doubles(folder):
    """How many doubles are found, how many strangers are taken for one, how soon: labelled pairs made of real needs."""
    if not DATA.exists():
        return print(f"\nDoubles: {DATA} is not here", flush=True)
    reports = {"SQLite": weft("bench", "duplicates", "--data", str(DATA), "--needs", str(NEEDS),
                              storage=str(folder / "doubles.sqlite")).splitlines()}
    with on_postgres("doubles", folder) as storage:
        if storage:
            reports["PostgreSQL"] = weft("bench", "duplicates", "--data", str(DATA), "--needs", str(NEEDS),
                                         storage=storage).splitlines()
    side_by_side(reports)


def talk(folder):
    """A town's conversation on either engine."""
    engines.talk("SQLite", str(folder / "talk.sqlite"))
    with on_postgres("talk", folder) as storage:
        if storage:
            engines.talk("PostgreSQL", storage)


def fits(folder):
    """Matching in the whole product on either engine; PostgreSQL with a tenth, as the boards are measured."""
    engines.fits("SQLite", str(folder / "fits.sqlite"))
    with on_postgres("fits", folder) as storage:
        if storage:
            engines.fits("PostgreSQL", storage, share=10)


def side_by_side(reports):
    """Each figure once where the engines agree; where they do not – times, above all – one under the other."""
    engines, differing = list(reports), 0
    print(flush=True)
    for lines in itertools.zip_longest(*reports.values(), fillvalue=""):
        if len(set(lines)) == 1:
            print(lines[0], flush=True)
            continue
        if lines[0].startswith("Doubles"):
            print(f"{lines[0].rsplit(', ', 1)[0]}, {' and '.join(engines)}", flush=True)
            continue
        name, timed = lines[0][:40], any(" ms" in line for line in lines)
        differing += not timed
        for engine_name, line in zip(engines, lines):
            print(f"{name:<40}{engine_name:<11}{line[40:]}", flush=True)
            name = ""
    if len(engines) > 1:
        print(f"  both engines find the same: {'yes' if not differing else f'NO, {differing} figures differ'}", flush=True)


def main():
    print(f"{os.cpu_count()} cores shared by server, load and neighbours; {NEEDS} needs; {SECONDS:g} s a figure.\n"
          "Rates are upper-bounded by the load generator on the same cores; CPU is the server's own.")
    only = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if not only or "sqlite" in only:
            engine("SQLite", str(folder / "bench.sqlite"), folder)
        for part in (engines.trust, engines.opinion, engines.ballots, engines.drift, engines.match, fits, doubles, talk, desk.desk, keeping.commits, keeping.viewers, keeping.overload, keeping.nodes):
            if not only or part.__name__ in only:
                part(folder)
        if not only or "postgres" in only:
            with on_postgres("bench", folder) as storage:
                if storage:
                    engine("PostgreSQL", storage, folder)
        # Last: it builds the tests in release first, which takes a quarter of an hour.
        if not only or "burst" in only:
            engines.burst(folder)


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
