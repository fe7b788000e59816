"""Figures of the engines, each beside what it is to reach."""

import json
import os
import pathlib
import random
import subprocess
import sys
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


def opinion(folder):
    """The map of a conversation: of the engine alone, and by the command from a table of answers, beside a conversation of eight."""
    print("\n== Opinion maps")
    for people, statements, density, limit in ((10_000, 1_000, 0.05, 0.15), (33_000, 800, 0.0644, 0.8)):
        done = subprocess.run([WEFT, "bench", "opinion", "--people", str(people), "--statements", str(statements),
                               "--density", str(density)], capture_output=True, text=True, check=True)
        figures = json.loads(done.stdout)
        whole = (figures["buildCPUMilliseconds"] + figures["mapCPUMilliseconds"]) / 1000
        stable = figures["stabilityCPUMilliseconds"] / 1000
        print(f"  {people} × {statements}, {figures['votes']} answers: {whole:.3f} s CPU, {whole / limit:.2f} × the limit of {limit:g} s; "
              f"how steady the groups are (twenty maps more, which the reference does not make): {stable:.3f} s")
        print(f"    one answer more, map anew {figures['voteMillisecondsMedian']:.1f} ms median, "
              f"{figures['voteMillisecondsP99']:.1f} ms p99; equal to the whole: {figures['equalToWhole']}")
    table, small = pathlib.Path(folder) / "answers.csv", pathlib.Path(folder) / "eight.csv"
    answers(table, 10_000, 1_000, 50)
    answers(small, 8, 8, 8)
    (seconds, peak), (little, floor) = analysed(table), analysed(small)
    print(f"  weft analyze opinion, 10 000 × 1 000 from a table of 500 000 rows, with reading, steadiness and writing: "
          f"{seconds:.2f} s CPU ({little:.2f} s for a conversation of eight), {peak - floor:.0f} MB above that one: "
          f"{(peak - floor) / 100:.2f} × the limit of 100 MB")
    same = subprocess.run([sys.executable, ROOT / "tests/opinions.py", WEFT], capture_output=True, text=True)
    print(f"  this build makes {same.stdout.strip()}")


def answers(path, people, statements, each):
    """A table of answers of three camps, always the same."""
    chance = random.Random(1)
    leans = [[(1 + 0.6 * chance.uniform(-1, 1)) / 2 for _ in range(statements)] for _ in range(3)]
    with open(path, "w", encoding="utf-8") as file:
        file.write("participant,statement,vote\n")
        for person in range(people):
            for statement in chance.sample(range(statements), each):
                agrees = chance.random() < leans[person % 3][statement]
                file.write(f"p{person},s{statement},{0 if chance.randrange(7) == 0 else 1 if agrees else -1}\n")


def analysed(path):
    """CPU seconds and most megabytes of `weft analyze opinion` on a table."""
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen([WEFT, "analyze", "opinion", "--votes", path, "--json"], stdout=nothing)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"analyze opinion: {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def ballots(_):
    print("\n== Ballots: a million of them on ten options, each method")
    done = subprocess.run([WEFT, "bench", "ballots"], capture_output=True, text=True, check=True)
    for name, value in json.loads(done.stdout).items():
        if name.endswith("CPUMilliseconds"):
            print(f"  {name.removesuffix('CPUMilliseconds'):<22}{value:8.1f} ms CPU   {value / 1000:.2f} × the limit of 1 s")


def drift(_):
    done = subprocess.run([WEFT, "bench", "drift"], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    print(f"\n== Drift: {figures['voices']} voices, half asked again, {figures['trials']} networks a line, seed {figures['seed']}")
    print("  15 points lost are found / nothing lost is called a loss        z > 1.645       adapted   then the others")
    for line in figures["lines"]:
        name = f"{line['turnover']} turn either way, {line['noise']:.0%} slips, {line['answering']:.0%} answer"
        ways = [f"{line['found' + way]:.1%} / {line['false' + way]:.1%}" for way in ("Plain", "AfterHalf", "InTwo")]
        print(f"  {name:<58}" + "".join(f"{way:>16}" for way in ways))
    print("  to reach: ≥ 90 % / ≤ 5 %")


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
    both = plan + figures["indexMilliseconds"]
    print(f"  plan over all           {plan:8} ms ({figures['planCPUMilliseconds']} ms CPU, load {load:.1f}): "
          f"{plan / 600:.2f} × the limit of 0.6 s; with indexing everybody anew {both} ms: {both / 600:.2f} ×")
    print(f"  memory above the floor  {figures['memoryMegabytes']:8.0f} MB   {figures['memoryMegabytes'] / 100:.2f} × the limit of 100 MB")
    print(f"  flow over {figures['arcs']} pairs  {flow:8} ms, OR-tools on the same arcs {seconds * 1000:.0f} ms: "
          f"{seconds * 1000 / max(1, flow):.1f} × as long; least price {int(figures['cost'])} and {cost}: "
          f"{'equal' if cost == figures['cost'] else 'DIFFERENT'}")
    print(f"  first come, first served: {figures['filledFirstCome']} places filled, plan {figures['filled']} "
          f"({figures['filled'] / figures['filledFirstCome'] - 1:+.1%}); weighted score {figures['score'] / figures['scoreFirstCome'] - 1:+.1%}; "
          f"{figures['withoutAnybody']} needs have nobody, each with the rule")
    flood = figures["flood"]
    print(f"  one flood: {flood['withThree']} of {flood['open']} open requests have three suitable volunteers "
          f"({flood['milliseconds']:.1f} ms, to reach < 200); Gini of hours {flood['gini']:.2f} over the "
          f"{flood['able']} who could do something (to reach ≤ 0.4), {flood['giniOfAll']:.2f} over all 442; "
          f"{flood['filled']} of {flood['places']} places filled; {flood['cannotReach']} requesters out of reach")
    able = flood["able"]
    print(f"  asked in waves over two weeks: {flood['asked']} asks to {able - flood['neverAsked']} of {able} who could do something "
          f"({(able - flood['neverAsked']) / max(1, able):.0%}); Gini of asks {flood['askGini']:.2f}; at most {flood['mostInWeek']} "
          f"in seven days, {flood['overBudget']} people over their budget (to reach: 0)")
    print(f"  by the rules of waves, with whoever is silent waited for: {flood['met']} of {flood['called']} requests got all their people in "
          f"{flood['waves']} waves ({flood['mostWaves']} at most)")
    print(f"  ten times as much: {flood['burstMet']} of {flood['burst']} lines get people, "
          f"{flood['burstIdle']} stay open though somebody who would do has nothing to do (to reach: 0)")


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


def talk(name, storage):
    """A town's conversation on one engine: how long until an answer is in the picture."""
    import bench

    bench.weft("setup", "--network", "talk", "--name", "Talk", "--founder", "t@example.org", "--json", storage=storage)
    figures = json.loads(bench.weft("bench", "opinion-live", "--network", "talk", storage=storage))
    p99 = figures["toPictureMillisecondsP99"]
    print(f"\n== A conversation on {name}: {figures['people']} people, {figures['statements']} statements, {figures['answers']} answers")
    print(f"  first picture          {figures['firstPictureMilliseconds']:8.0f} ms, read from the store")
    print(f"  answer to picture      {figures['toPictureMillisecondsMedian']:8.1f} ms median, {p99:.1f} ms p99: "
          f"{p99 / 50:.2f} × the limit of 50 ms, at 20 a second (stored in {figures['toStoreMillisecondsMedian']:.1f} ms); "
          f"equal to the whole: {figures['equalToWhole']}")


def fits(name, storage, volunteers=100_000, needs=5000, offers=5000, share=1):
    """Who fits and plan all in the whole product, over HTTP, in a network as full as its biggest day, or a share of it."""
    import bench

    volunteers = int(os.environ.get("WEFT_BENCH_VOLUNTEERS", volunteers)) // share
    needs, offers = needs // share, offers // share
    print(f"\n== Who fits, what can I do, plan all on {name}: {volunteers} volunteers, {2 * needs} open lines, {offers} offers "
          "in one store", flush=True)
    founder = json.loads(bench.weft("setup", "--network", "bench", "--name", "Bench", "--founder", "f@example.org", "--json",
                                    storage=storage))
    figures = json.loads(bench.weft("bench", "fits", "--network", "bench", "--volunteers", str(volunteers), "--needs", str(needs),
                                    "--offers", str(offers), storage=storage))
    load = os.getloadavg()[0]
    print(f"  the market of {figures['lines']} lines and {figures['supplies']} offers and people is made beside the requests in "
          f"{figures['makingMilliseconds']:.0f} ms ({figures['makingCPUMilliseconds']:.0f} ms CPU, load {load:.1f}), "
          f"{figures['makingMegabytes']:.0f} MB; after 400 looks {figures['megabytes']:.0f} MB")
    for name, words in (("need", "who fits one need"), ("oneself", "what one can do")):
        one = figures[name]
        print(f"  {words:<22}{one['median']:8.1f} ms median, {one['p99']:.1f} ms p99, {one['cpu']:.1f} ms CPU each "
              f"(to reach: a few tens of ms)")
    print(f"  plan over all         {figures['planMilliseconds']:8.0f} ms ({figures['planCPUMilliseconds']:.0f} ms CPU) with storing "
          f"{figures['planRows']} rows and {figures['planGaps']} gaps; asking for it {figures['planAskedMilliseconds']:.1f} ms, "
          f"its page {figures['planPageMilliseconds']:.1f} ms; {figures['planMegabytes']:.0f} MB at most")
    pages(bench, storage, founder["token"])


def pages(bench, storage, token):
    """The same by its pages: while the market is renewed beside them nobody waits."""
    server = bench.Server(storage)
    try:
        listed = json.loads(server.get("/api/v1/networks/bench/needs?limit=100", token)[1])["items"]
        begun = time.perf_counter()
        server.get(f"/api/v1/networks/bench/needs/{listed[0]['id']}/matches", token)
        first, times, before = time.perf_counter() - begun, [], server.cpu()
        for need in listed:
            begun = time.perf_counter()
            status, body = server.get(f"/api/v1/networks/bench/needs/{need['id']}/matches", token)
            times.append((time.perf_counter() - begun) * 1000)
            if status != 200:
                raise SystemExit(f"matches: {status} {body[:200]}")
        times.sort()
        print(f"  over HTTP             {times[len(times) // 2]:8.1f} ms median, {times[len(times) * 99 // 100 - 1]:.1f} ms p99 of {len(times)}, "
              f"{(server.cpu() - before) / len(times) * 1000:.1f} ms CPU each; the very first, which makes the market, {first:.1f} s; "
              f"server at most {server.memory('VmHWM'):.0f} MB")
    finally:
        server.stop()


def burst(_):
    """The ten-fold burst at the desk, minute by minute: a share of the real curve through the whole product (a release test build)."""
    share = os.environ.get("WEFT_BENCH_BURST", "0.1")
    print(f"\n== A burst: {share} of a real emergency's arrivals, tenfold, against a desk of six, through the whole product")
    done = subprocess.run([ROOT / "dev", "drill", "burst", share], capture_output=True, text=True, cwd=ROOT)
    said = ("sqlite:", "postgres:", "arrivals:", "most waiting", "longest first", "messages to", "came from", "wall time")
    print("\n".join(f"  {line.strip()}" for line in done.stdout.splitlines() if line.strip().startswith(said)))
    if done.returncode:
        raise SystemExit(f"somebody was left without an owner or an answer:\n{done.stdout[-2000:]}{done.stderr[-500:]}")
    print("  no need without an owner, none without an answer or the name of whoever was told")
