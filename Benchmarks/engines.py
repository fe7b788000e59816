"""Figures of the engines, each beside what it is to reach."""

import json
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEFT = ROOT / ".build/release/weft"
# The shared reference data, where it is at hand.
SHARED = pathlib.Path(os.environ.get("WEFT_SHARED") or ROOT.parent / "shared")


def trust(_):
    print("\n== Standing: 100 000 members, 1 000 000 vouches, three tiers")
    done = subprocess.run([WEFT, "bench", "trust"], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    whole, single = figures["wholeMilliseconds"], figures["singleMicrosecondsMost"] / 1000
    print(f"  recomputed whole        {whole:8} ms   {whole / 1000:.2f} × the limit of 1 s")
    print(f"  capacities anew, too    {figures['derivedMilliseconds']:8} ms   (announced, four times a year)")
    print(f"  one vouch more or less  {figures['singleMicrosecondsMedian']:8} µs median, "
          f"{figures['singleMicrosecondsP99'] / 1000:.1f} ms p99, {single:.1f} ms at most: {single / 10:.2f} × the limit of 10 ms")
    table = SHARED / "data/weave/advogato_trust_edges.csv"
    if not table.exists():
        return
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "vouches.csv"
        path.write_text("".join(",".join(line.split(",")[:2]) + "\n" for line in table.read_text().splitlines()))
        done = subprocess.run([WEFT, "analyze", "trust", "--vouches", path, "--anchors", "328,719,30,46", "--json"],
                              capture_output=True, text=True, check=True)
    accepted = len(json.loads(done.stdout)["accepted"])
    print(f"  reference network       {accepted:8} of 4 276 reachable accepted: {accepted / 4276:.1%} (reference 92.0 %)")
