"""Ten times the load, slow clients, readers who never read: what is taken is answered, the rest is refused at once."""

import asyncio
import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from servers import until
from support import a_need, Network, ok


def memory(server):
    """Resident MiB of the server's process."""
    with open(f"/proc/{server.process.pid}/statm") as file:
        return int(file.read().split()[1]) * 4096 / 2**20


def most_memory(server):
    """Resident MiB of the server's process at most so far."""
    with open(f"/proc/{server.process.pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 2**10


def metrics(server):
    text = requests.get(f"{server.url}/metrics", timeout=60).text
    return {
        sample.name + "".join(f" {name}={value}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text) for sample in family.samples}


async def ask(port, head, seconds=90):
    """One request on a connection of its own: (status, headers, seconds)."""
    begun = time.perf_counter()
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), seconds)
        writer.write(head)
        answer = await asyncio.wait_for(reader.read(), seconds)
        writer.close()
    except (OSError, asyncio.TimeoutError) as fault:
        return repr(fault), "", time.perf_counter() - begun
    return int(answer[9:12]) if answer else "nothing", answer.partition(b"\r\n\r\n")[0].decode(), time.perf_counter() - begun


def test_a_flood_is_refused_at_once_and_the_rest_is_served(own_server):
    server = own_server()
    net = Network(server)
    for _ in range(60):
        net.published()
    port = int(server.url.rsplit(":", 1)[1])
    head = (f"GET /api/v1/networks/{net.slug}/needs?limit=200 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            f"X-Forwarded-For: {net.address}\r\n\r\n").encode()
    before = memory(server)

    async def flood():
        return await asyncio.gather(*[ask(port, head) for _ in range(1200)])

    # In a thread of its own: a browser of this process may have a loop running here.
    with ThreadPoolExecutor(1) as thread:
        answers = thread.submit(lambda: asyncio.run(flood())).result()
    statuses = [status for status, *_ in answers]
    assert set(statuses) <= {200, 503}, {status: statuses.count(status) for status in set(statuses)}
    assert statuses.count(200) >= 128
    for status, headers, _ in answers:
        if status == 503:
            assert "retry-after" in headers.lower()
    # Nobody waits for long: not those who are served, not those who aren't.
    assert max(took for *_, took in answers) < 60
    # Twelve hundred connections are some 80 MiB, what a hundred and twenty-eight are given 30.
    assert most_memory(server) - before < 200
    # What it took it gives back when the rush is over.
    until(lambda: memory(server) - before < 50, "the memory of the rush to be given back", 60)
    seen = metrics(server)
    assert seen["weft_requests_refused_total"] == statuses.count(503)
    assert seen["weft_requests_present"] == 0
    assert seen["weft_requests_present_most"] <= 128
    assert ok(net.founder.get("/needs"))["total"] == 60


@pytest.fixture
def hurried(own_server):
    """A server that gives a request two seconds."""
    server = own_server(start=False)
    server.environment["WEFT_REQUEST_SECONDS"] = "2"
    server.start()
    return server


def dripping(server, pieces, pause=0.15, most=20.0):
    """Sends piece by piece without end; how long until the server has enough."""
    port = int(server.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.settimeout(0.01)
        begun = time.monotonic()
        for piece in pieces:
            try:
                line.send(piece)
                if line.recv(4096) == b"":
                    return time.monotonic() - begun
            except TimeoutError:
                pass
            except OSError:
                return time.monotonic() - begun
            time.sleep(pause)
            assert time.monotonic() - begun < most, "the server waits for ever"
    raise AssertionError("all was sent and nothing happened")


def forever(*begin, then):
    yield from begin
    while True:
        yield then


def test_a_header_that_never_ends_is_cut(hurried):
    assert dripping(hurried, forever(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", then=b"a")) < 20


def test_a_connection_that_says_nothing_is_cut(hurried):
    assert dripping(hurried, forever(then=b"")) < 20


def test_a_body_that_never_ends_is_cut(hurried):
    net = Network(hurried)
    head = f"POST /api/v1/networks/{net.slug}/needs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
    assert dripping(hurried, forever(head.encode(), b"{", then=b" ")) < 20
    net.need()


def test_whoever_never_reads_is_cut(hurried):
    net = Network(hurried)
    for _ in range(40):
        net.need(description="长" * 2000)
    port = int(hurried.url.rsplit(":", 1)[1])
    before = memory(hurried)
    request = (f"GET /api/v1/networks/{net.slug}/needs?limit=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {net.founder.token}\r\n\r\n").encode()
    lines = []
    for _ in range(6):
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", port))
        line.sendall(request * 300)
        lines.append(line)

    ours = {f":{line.getsockname()[1]:04X}" for line in lines}

    def gone():
        with open("/proc/net/tcp") as file:
            rows = [row.split() for row in file.readlines()[1:]]
        return not any(row[1].endswith(f":{port:04X}") and row[2][8:] in ours and row[3] == "01" for row in rows)

    assert not gone()
    until(gone, "the server to let go of those who never read", 20)
    assert memory(hurried) - before < 80
    for line in lines:
        line.close()
    net.need()


def test_an_open_stream_is_no_slow_answer(hurried):
    net = Network(hurried)
    stream = net.founder.get("/events", headers={"Accept": "text/event-stream"}, stream=True, timeout=60)
    time_out = time.monotonic() + 5
    lines = stream.iter_lines()
    while time.monotonic() < time_out:
        net.need()
        assert any(line.startswith(b"data:") for line in lines)
    stream.close()


def test_a_viewer_who_never_reads_harms_nobody(own_server):
    server = own_server()
    net = Network(server)
    port = int(server.url.rsplit(":", 1)[1])
    dead = []
    for _ in range(30):
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect(("127.0.0.1", port))
        line.sendall(
            f"GET /api/v1/networks/{net.slug}/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
            f"Authorization: Bearer {net.founder.token}\r\n\r\n".encode())
        dead.append(line)
    until(lambda: metrics(server)["weft_live_viewers"] >= 30, "the dead viewers")
    stream = net.founder.get("/events", headers={"Accept": "text/event-stream"}, stream=True, timeout=60)
    lines = stream.iter_lines()
    before = memory(server)
    posted = {net.need().id for _ in range(300)}
    seen = set()
    for line in lines:
        if line.startswith(b"data:"):
            event = json.loads(line[5:])
            # A sign of life has no kind.
            if event.get("kind") == "submitted":
                seen.add(event["object"])
            if posted <= seen:
                break
    assert posted <= seen
    assert memory(server) - before < 60
    stream.close()
    for line in dead:
        line.close()
    # Who is gone is noticed at the next sign of life, every twenty seconds.
    until(lambda: metrics(server)["weft_live_viewers"] == 0, "the dead viewers to be gone", 60)


def test_metrics_are_well_formed_and_tell_no_address(own_server):
    server = own_server()
    net = Network(server)
    need = net.published()
    requests.get(f"{server.url}/n/{net.slug}/nothing-here", timeout=60)
    seen = metrics(server)
    door = " method=POST route=/api/v1/networks/{slug}/needs status=201"
    assert seen[f"weft_request_seconds_count{door}"] == 1
    assert seen["weft_sql_seconds_count engine=" + server.engine] > 10
    assert seen["weft_memory_bytes"] > 2**20
    if server.engine == "postgres":
        assert seen["weft_connections_most"] == 8 and 1 <= seen["weft_connections_in_use"] + seen["weft_connections_idle"] <= 8
        assert seen["weft_connections_waited_for"] == 0
    text = requests.get(f"{server.url}/metrics", timeout=60).text
    assert need.id not in text and net.slug not in text and need.code not in text
    for name in re.findall(r"^# TYPE (\S+)", text, re.M):
        assert f"# HELP {name} " in text


def test_backups_are_made_by_schedule_and_the_old_ones_go(own_server, tmp_path):
    server = own_server(start=False)
    folder = tmp_path / "backups"
    server.environment |= {"WEFT_BACKUP_DIR": str(folder), "WEFT_BACKUP_HOURS": "0.0003", "WEFT_BACKUP_KEEP": "2"}
    server.start()
    net = Network(server)
    net.need()
    names = set()

    def four():
        names.update(path.name for path in folder.glob("weft-*.sqlite"))
        return len(names) >= 4

    until(four, "four backups", 30)
    until(lambda: len(list(folder.glob("weft-*.sqlite"))) <= 2, "the old ones to go")
    assert metrics(server)["weft_backup_age_seconds"] < 60
    server.stop()
    newest = max(folder.glob("weft-*.sqlite"))
    target = tmp_path / "again.sqlite"
    assert net.slug in server.weft("restore", newest, "--storage", str(target)).stdout
    said = server.weft("doctor", status=None, WEFT_BACKUP_DIR=str(folder)).stdout
    assert "the newest backup is 0 min old" in said or "the newest backup is 1 min old" in said


def test_faults_are_told_as_json_with_their_trace(own_server):
    server = own_server(start=False)
    server.environment["WEFT_LOG"] = "json"
    server.start()
    net = Network(server)
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    answer = net.founder.get("/needs", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert re.fullmatch(f"00-{trace}-[0-9a-f]{{16}}-01", answer.headers["traceparent"])
    assert "traceparent" not in net.founder.get("/needs").headers
    # Without a mail server the mail is told in the log: one object on one line, whatever it holds.
    requests.get(f"{server.url}/sign-in", timeout=60)
    net.founder.post(f"/needs/{net.need().id}/handovers", {"to": net.member("verifier").member})
    def told():
        lines = [line for line in server.log.read_text().splitlines() if line.startswith("{")]
        return [json.loads(line) for line in lines]
    until(lambda: any(one["message"].startswith("mail") for one in told()), "the mail in the log")
    assert all({"at", "level", "message"} <= one.keys() for one in told())
