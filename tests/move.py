"""Backs a large store up while it works, restores it, and moves it to the other engine and back; release build.

python tests/move.py [NEEDS]
"""

import hashlib
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

import bench  # noqa: E402 (its folder is known only now)
from fire import broken, postgres_rows, sqlite_rows  # noqa: E402
from servers import psql  # noqa: E402

MIB = 2**20


class Steps:
    """Times each step and looks that it did not keep silent."""

    def weft(self, name, *words, storage, out=None, **environment):
        begun = time.perf_counter()
        with open(out, "wb") if out else tempfile.TemporaryFile() as output, tempfile.TemporaryFile("w+") as told:
            subprocess.run(
                [bench.WEFT, *map(str, words), "--storage", storage], stdout=output, stderr=told, check=False,
                env={**os.environ, **environment})
            told.seek(0)
            said = told.read().splitlines()
        took = time.perf_counter() - begun
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{name:<44}{took:>7.1f} s   most memory of any step so far {most:.0f} MiB, {len(said)} words of progress: "
              f"{said[0] if said else '–'} … {said[-1] if said else '–'}", flush=True)
        assert len(said) >= 2, f"{name} keeps silent: {said}"
        return said


def digest(path):
    sums = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(MIB), b""):
            sums.update(piece)
    return sums.hexdigest()


def posting(server, count, enough):
    """Needs from outside for as long as the backup takes: (sent, how long the slowest took)."""
    slowest = 0.0
    while not enough.is_set():
        begun = time.perf_counter()
        answer = requests.post(
            f"http://127.0.0.1:{server.port}/api/v1/networks/bench/needs", timeout=60,
            json={"title": f"备份中 {len(count)}", "lines": [{"item": "口罩"}], "contact": {"phone": f"153{len(count):08d}"}})
        assert answer.status_code == 201, answer.text
        slowest = max(slowest, time.perf_counter() - begun)
        count.append(slowest)


def check(rows, at_least, name):
    needs = int(rows("SELECT count(*) FROM needs")[0][0])
    assert needs >= at_least, f"{name} has {needs} needs of {at_least}"
    assert not broken(rows), f"{name}: {broken(rows)}"
    return needs


def drill(folder, count):
    steps, first = Steps(), str(folder / "first.sqlite")
    os.environ["WEFT_MASTER_KEY_FILE"] = str(folder / "key")
    bench.weft("setup", "--network", "bench", "--name", "b", "--founder", "f@example.org", "--json", storage=first)
    print(f"{count} needs of 3 lines imported in {bench.fill(first, count):.0f} s", flush=True)
    bench.publish(first, "SQLite")

    server = bench.Server(first, {"WEFT_INTAKE_PER_HOUR": "100000000"})
    taken, enough = [], threading.Event()
    writer = threading.Thread(target=posting, args=(server, taken, enough))
    writer.start()
    steps.weft("backup, while needs come in", "backup", folder / "kept.sqlite", storage=first)
    enough.set()
    writer.join()
    server.stop()
    print(f"  {len(taken)} needs came in meanwhile, the slowest after {taken[-1] * 1000:.0f} ms; "
          f"{(folder / 'kept.sqlite').stat().st_size / MIB:.0f} MiB")
    second, third = str(folder / "second.sqlite"), str(folder / "third.sqlite")
    steps.weft("restore into a file", "restore", folder / "kept.sqlite", storage=second)
    needs = check(sqlite_rows(second), count, "the restored file")

    schemas = [f"move{os.getpid()}{part}" for part in "ab"]
    urls = [f"{os.environ['TEST_POSTGRES']}&options=-csearch_path%3D{schema}" for schema in schemas]
    try:
        for schema in schemas:
            psql(f"CREATE SCHEMA {schema}")
        steps.weft("restore into PostgreSQL", "restore", folder / "kept.sqlite", storage=urls[0])
        check(postgres_rows(schemas[0]), needs, "the restored PostgreSQL store")
        exports = [folder / f"{name}.jsonl" for name in ("sqlite", "postgres", "again")]
        steps.weft("export all from SQLite", "export", "all", "--network", "bench", storage=second, out=exports[0])
        print(f"  {exports[0].stat().st_size / MIB:.0f} MiB")
        steps.weft("import all into PostgreSQL", "import", "all", exports[0], storage=urls[1])
        check(postgres_rows(schemas[1]), needs, "the imported PostgreSQL store")
        steps.weft("export all from PostgreSQL", "export", "all", "--network", "bench", storage=urls[1], out=exports[1])
        steps.weft("import all into SQLite", "import", "all", exports[1], storage=third)
        check(sqlite_rows(third), needs, "the SQLite store that came back")
        steps.weft("export all from SQLite once more", "export", "all", "--network", "bench", storage=third, out=exports[2])
        hashes = {digest(path) for path in exports}
        assert len(hashes) == 1, f"the exports differ: {[digest(path) for path in exports]}"
        print(f"all three exports are the same to the byte: {hashes.pop()[:16]}… ({needs} needs)")
    finally:
        for schema in schemas:
            psql(f"SET client_min_messages = error; DROP SCHEMA IF EXISTS {schema} CASCADE")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        drill(pathlib.Path(place), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
