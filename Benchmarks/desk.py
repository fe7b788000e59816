"""Pages of the desk in a burst: some thousand needs wait for a first answer, and every page that somebody opens is timed.

Each beside the slowest that a page may be, and beside the board, whose figure has a benchmark of its own.
"""

import csv
import http.client
import json
import os
import random
import statistics
import time

WAITING = int(os.environ.get("WEFT_BENCH_WAITING", "5000"))
# A page that is opened all day at a desk.
MOST = 100.0
HEADERS = "title,category,urgency,province,city,item,quantity,name,phone,email".split(",")


def bench():
    import bench as module
    return module


def needs_file(path):
    random.seed(1)
    cities, items = bench().CITIES, bench().ITEMS
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADERS)
        for number in range(WAITING):
            city, item = random.choice(cities), random.choice(items)
            rows.writerow([
                f"{city}第{number}医院缺{item}", "medical", random.choice(["critical", "high", "normal", "low"]), "湖北省",
                city, item, random.randint(10, 900), f"n{number}", f"139{number:08d}", f"w{number}@ward.example"])


def lists(server):
    """The doors of the description that lead to a list or a page of a network, without anything more to name."""
    paths = json.loads(server.get("/api/v1/openapi.json")[1])["paths"]
    named = [path for path, doors in paths.items() if "get" in doors and "{" not in path.replace("{slug}", "")]
    return sorted("/api/v1" + path.replace("/api/v1", "").replace("{slug}", "bench") for path in named
                  if "export" not in path and not path.endswith("/events"))


def timed(server, path, token):
    spent = []
    for _ in range(3):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        answer.read()
        spent.append((time.perf_counter() - begun) * 1e3)
        connection.close()
    return statistics.median(spent), max(spent), answer.status


def desk(folder):
    storage, source, mapping = str(folder / "desk.sqlite"), folder / "desk.csv", folder / "desk.json"
    made = bench().weft("setup", "--network", "bench", "--name", "Bench", "--founder", "f@bench.example", "--json", storage=storage)
    token = json.loads(made)["token"]
    for number in range(8):
        bench().weft("member", "add", "--network", "bench", "--email", f"m{number}@bench.example", "--name", f"m{number}",
                   "--role", "verifier", "--role", "dispatcher", storage=storage)
    needs_file(source)
    mapping.write_text(json.dumps({name: name for name in HEADERS}))
    bench().weft("import", "needs", str(source), "--network", "bench", "--map", str(mapping), "--json", storage=storage)
    server = bench().Server(storage)
    try:
        pages = ["/home", *(f"/n/bench{page}" for page in (
            "", "/needs", "/queue", "/queue?lane=unanswered", "/triage", "/load", "/roster", "/offers", "/volunteers", "/looks",
            "/pipelines", "/mechanism", "/members", "/emergencies", "/restrictions", "/me/matches", "/plan", "/teams",
            "/organisation", "/points", "/me/week", "/me/record", "/me/askings"))]
        figures = [(*timed(server, path, token), path) for path in pages + lists(server)]
    finally:
        server.stop()
    answered = [figure for figure in figures if figure[2] == 200]
    print(f"\nThe desk in a burst: {WAITING} needs wait for a first answer; {len(answered)} pages and doors of {len(figures)} "
          f"answered this token. The slowest, median of three and worst, limit {MOST:g} ms:")
    for median, worst, _, path in sorted(answered, reverse=True)[:12]:
        print(f"  {median:8.1f} ms  worst {worst:8.1f} ms  {median / MOST:5.2f} of the limit   {path}")
