"""Figures of the engines, each beside what it is to reach."""

import json
import os
import pathlib
import subprocess
import tempfile
import time

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


def match(folder):
    """The plan over all, beside OR-tools on the same arcs in the same run."""
    print("\n== Matching: 100 000 volunteers, 10 000 needs, made at random, skewed")
    arcs = pathlib.Path(folder) / "match.dimacs"
    done = subprocess.run([WEFT, "bench", "match", "--arcs", arcs], capture_output=True, text=True, check=True)
    figures, load = json.loads(done.stdout), os.getloadavg()[0]
    cost, seconds = by_ortools(arcs)
    plan, flow = figures["planMilliseconds"], figures["flowMilliseconds"]
    print(f"  top 20 for one need     {figures['singleMicrosecondsMedian']:8} µs median, "
          f"{figures['singleMicrosecondsP99'] / 1000:.2f} ms p99: {figures['singleMicrosecondsP99'] / 5000:.2f} × the limit of 5 ms")
    print(f"  plan over all           {plan:8} ms ({figures['planCPUMilliseconds']} ms CPU, load {load:.1f}): "
          f"{plan / 600:.2f} × the limit of 0.6 s, after {figures['indexMilliseconds']} ms of indexing")
    print(f"  memory above the floor  {figures['memoryMegabytes']:8.0f} MB   {figures['memoryMegabytes'] / 100:.2f} × the limit of 100 MB")
    print(f"  flow over {figures['arcs']} pairs  {flow:8} ms, OR-tools on the same arcs {seconds * 1000:.0f} ms: "
          f"{seconds * 1000 / max(1, flow):.1f} × as long; least price {int(figures['cost'])} and {cost}: "
          f"{'equal' if cost == figures['cost'] else 'DIFFERENT'}")
    print(f"  first come, first served: {figures['filledFirstCome']} places filled, plan {figures['filled']} "
          f"({figures['filled'] / figures['filledFirstCome'] - 1:+.1%}); weighted score {figures['score'] / figures['scoreFirstCome'] - 1:+.1%}; "
          f"{figures['withoutAnybody']} needs have nobody, each with the rule")
    flood = figures["flood"]
    print(f"  one flood: {flood['withThree']} of {flood['open']} open requests have three suitable volunteers "
          f"({flood['milliseconds']:.1f} ms, to reach < 200); Gini of hours {flood['gini']:.2f} (to reach ≤ 0.4); "
          f"{flood['filled']} of {flood['places']} places filled with {flood['asked']} asks, {flood['neverAsked']} never asked; "
          f"{flood['cannotReach']} out of reach")
    print(f"  ten times as much: {flood['burstMet']} of {flood['burst']} lines get people, "
          f"{flood['burstUnanswered']} get neither people nor a reason")


def by_ortools(path):
    """Least price and seconds of a flow in DIMACS form; the time is the solver's alone."""
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    for line in path.read_text().splitlines():
        kind, *numbers = line.split()
        if kind == "a":
            tail, head, _, capacity, cost = map(int, numbers)
            flow.add_arc_with_capacity_and_unit_cost(tail, head, capacity, cost)
        elif kind == "n":
            flow.set_node_supply(int(numbers[0]), int(numbers[1]))
    begun = time.perf_counter()
    status = flow.solve()
    seconds = time.perf_counter() - begun
    if status != flow.OPTIMAL:
        raise SystemExit(f"OR-tools found no optimum: {status}")
    return flow.optimal_cost(), seconds
