"""`weft analyze match`: plans from tables, beside an independent solver and rules said plainly."""

import csv
import io
import json
import math
import random
import subprocess

import pytest
from ortools.graph.python import min_cost_flow

from servers import program

NEEDS = "id,line,item,quantity,urgency,latitude,longitude,language,tier\n"
OFFERS = "id,item,quantity,latitude,longitude,radiusKm,language,tier,reliability\n"


@pytest.fixture(scope="module")
def weft():
    return program()


@pytest.fixture
def match(weft, tmp_path):
    """Runs the command on two tables; the answer and its text."""

    def run(needs, offers, *more, status=0):
        (tmp_path / "needs.csv").write_text(needs, encoding="utf-8")
        (tmp_path / "offers.csv").write_text(offers, encoding="utf-8")
        done = subprocess.run(
            [weft, "analyze", "match", "--needs", "needs.csv", "--offers", "offers.csv", *more], cwd=tmp_path,
            capture_output=True, text=True, timeout=600)
        assert done.returncode == status, done.stderr
        return done.stderr if status else done.stdout

    return run


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def kilometres(one, other):
    north, south = (math.radians(float(row["latitude"])) for row in (one, other))
    east = math.radians(float(one["longitude"]) - float(other["longitude"]))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(chord))


def instance(seed, needs=40, offers=30):
    """Tables at random: some lines without number, place, language."""
    chance = random.Random(seed)

    def some(value, share=0.7):
        return value if chance.random() < share else ""

    def place():
        return (f"{30.6 + chance.uniform(-0.4, 0.4):.4f}", f"{114.3 + chance.uniform(-0.4, 0.4):.4f}") \
            if chance.random() < 0.8 else ("", "")

    items = ["口罩", "防护服", "gown", "mask", "帐篷"]
    rows = [NEEDS.strip()]
    for number in range(needs):
        rows.append(",".join([
            str(number // 2), str(number % 2), chance.choice(items), some(str(chance.randint(1, 300))),
            chance.choice(["critical", "high", "normal", "low", ""]), *place(), some(chance.choice(["zh", "en"]), 0.4),
            some(chance.choice("012"), 0.5)]))
    given = [OFFERS.strip()]
    for number in range(offers):
        given.append(",".join([
            f"o{number}", chance.choice(items), some(str(chance.randint(1, 900)), 0.8), *place(),
            some(str(chance.choice([10, 40, 90])), 0.6), some(chance.choice(["zh", "en", "zh;en"]), 0.6),
            some(chance.choice(["0", "1", "2", "trusted"])), some(f"{chance.random():.2f}")]))
    return "\n".join(rows) + "\n", "\n".join(given) + "\n"


def test_a_small_plan_by_hand(match):
    report = json.loads(match(
        NEEDS + "a,1,N95 mask,500,critical,30.60,114.30,zh,1\nb,1,mask,300,low,30.61,114.30,,\nc,1,tent,5,high,30.6,114.3,,\n",
        OFFERS + "x,N95 masks,600,30.60,114.31,20,zh,trusted,0.9\ny,mask,50,30.60,114.30,20,en,0,0.5\nz,tent,9,31.60,114.30,50,,,\n",
        "--json"))
    given = {(one["need"], one["offer"]): one["quantity"] for one in report["assignments"]}
    # N95 masks serve who asks for masks, not the other way round; the urgent first.
    assert given == {("a", "x"): 500, ("b", "x"): 100, ("b", "y"): 50}
    first = report["assignments"][0]
    assert first["line"] == "1" and first["assumed"] is False and 0 < first["score"] <= 1
    assert "has 600, enough" in first["reasons"] and "1.0 km away" in first["reasons"] and "speaks zh" in first["reasons"]
    assert "standing trusted" in first["reasons"]
    unmet = {one["need"]: one for one in report["unmet"]}
    assert unmet["b"]["quantity"] == 150 and unmet["b"]["rule"] == "taken"
    assert unmet["c"]["rule"] == "distance" and unmet["c"]["removed"] == {"thing": 2, "distance": 1}
    assert set(unmet) == {"b", "c"} and report["objective"] > 0


def test_the_next_best_is_said(match):
    report = json.loads(match(
        NEEDS + "a,1,mask,5,normal,30.60,114.30,,\n",
        OFFERS + "x,mask,600,30.60,114.30,,,2,0.9\ny,mask,600,30.70,114.30,,,2,0.9\n", "--json"))
    one, = report["assignments"]
    assert one["offer"] == "x" and one["next"]["offer"] == "y"
    assert one["next"]["furtherKm"] == pytest.approx(11.12, abs=0.01)
    assert one["next"]["lower"] == pytest.approx(0.2 * (1 - math.exp(-11.12 / 15)), abs=1e-3)
    assert one["score"] == pytest.approx(sum(
        weight * one["parts"][name] for name, weight in
        {"coverage": 0.4, "near": 0.2, "reliability": 0.2, "load": 0.1, "tier": 0.1}.items()))


def test_lines_without_numbers_take_what_is_usual(match):
    report = json.loads(match(
        "id,item,quantity\n1,口罩,\n2,口罩,400\n3,防护服,不限\n4,护目镜,若干\n", "id,item,quantity\nx,口罩,10000\ny,防护服,\nz,护目镜,30\n",
        "--json"))
    given = {one["need"]: (one["quantity"], one["assumed"]) for one in report["assignments"]}
    assert given == {"1": (400, True), "2": (400, False), "3": (1, True), "4": (30, True)}
    assert report["unmet"] == []


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_keeps_to_what_there_is(match, seed):
    needs, offers = instance(seed)
    report = json.loads(match(needs, offers, "--json"))
    wanted = {(row["id"], row["line"]): row for row in table(needs)}
    given = {row["id"]: row for row in table(offers)}
    tiers = {"": 0, "trusted": 2}
    got, gave = {}, {}
    for one in report["assignments"]:
        need, offer = wanted[one["need"], one["line"]], given[one["offer"]]
        assert need["item"] == offer["item"] and one["quantity"] > 0
        assert int(tiers.get(need["tier"], need["tier"])) <= int(tiers.get(offer["tier"], offer["tier"]))
        if need["language"] and offer["language"]:
            assert need["language"] in offer["language"]
        if need["latitude"] and offer["latitude"]:
            far = kilometres(need, offer)
            assert not offer["radiusKm"] or far <= float(offer["radiusKm"]) + 1e-6
            assert f"{far:.1f} km away" in one["reasons"] and one["kilometres"] == pytest.approx(far, abs=1e-6)
        else:
            assert "how far is not known" in one["reasons"]
        assert one["assumed"] == (not need["quantity"] or not offer["quantity"])
        got[one["need"], one["line"]] = got.get((one["need"], one["line"]), 0) + one["quantity"]
        gave[one["offer"]] = gave.get(one["offer"], 0) + one["quantity"]
    open_lines = {(one["need"], one["line"]): one["quantity"] for one in report["unmet"]}
    for key, row in wanted.items():
        if row["quantity"]:
            assert got.get(key, 0) + open_lines.get(key, 0) == int(row["quantity"])
    for name, amount in gave.items():
        assert not given[name]["quantity"] or amount <= int(given[name]["quantity"])
    assert all(one["rule"] == "taken" or one["removed"][one["rule"]] > 0 for one in report["unmet"])


def solved(path):
    """The least price of a flow in DIMACS form, by OR-tools."""
    flow = min_cost_flow.SimpleMinCostFlow()
    for line in path.read_text().splitlines():
        kind, *numbers = line.split()
        if kind == "a":
            tail, head, _, capacity, cost = map(int, numbers)
            flow.add_arc_with_capacity_and_unit_cost(tail, head, capacity, cost)
        elif kind == "n":
            flow.set_node_supply(int(numbers[0]), int(numbers[1]))
    assert flow.solve() == flow.OPTIMAL
    return flow.optimal_cost()


@pytest.mark.parametrize("seed", range(100, 110))
def test_another_solver_finds_the_same_price(match, tmp_path, seed):
    needs, offers = instance(seed, needs=200, offers=120)
    report = json.loads(match(needs, offers, "--json", "--arcs", "flow.txt"))
    assert report["cost"] == solved(tmp_path / "flow.txt")


@pytest.mark.parametrize("seed", range(200, 204))
def test_the_order_of_rows_and_columns_is_nothing(match, seed):
    needs, offers = instance(seed)
    plain = match(needs, offers, "--json")
    chance = random.Random(seed)

    def mixed(text):
        rows = table(text)
        chance.shuffle(rows)
        names = list(rows[0])
        chance.shuffle(names)
        out = io.StringIO()
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    assert match(mixed(needs), mixed(offers), "--json") == plain


@pytest.mark.parametrize("needs, offers, words", [
    ("", "id,item\nx,mask\n", "needs.csv: "),
    ("id,quantity\n1,3\n", "id,item\nx,mask\n", "needs.csv:1: no column item"),
    ("id,item\n1,mask\n", "id,item,tier\nx,mask,1\ny,mask,7\n", "offers.csv:3: tier can't be 7"),
    ("id,item,latitude,longitude\n1,mask,91,114\n", "id,item\nx,mask\n", "needs.csv:2: latitude can't be 91"),
    ("id,item,urgency\n1,mask,soon\n", "id,item\nx,mask\n", "needs.csv:2: urgency can't be soon"),
    ("id,item\n1,mask\n", "id,item,radiusKm\nx,mask,far\n", "offers.csv:2: radiusKm can't be far"),
    ("id,item\n1,\"mask\n", "id,item\nx,mask\n", "needs.csv:2: "),
])
def test_what_cannot_be_read_names_file_and_line(match, needs, offers, words):
    assert words in match(needs, offers, "--json", status=2)


def test_a_missing_file_is_no_crash(weft, tmp_path):
    done = subprocess.run([weft, "analyze", "match", "--needs", "no.csv", "--offers", "no.csv"], cwd=tmp_path,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "no.csv" in done.stderr


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_flood_and_a_crowd(weft, tmp_path, seed):
    """The bench, small: people with hours, skills and limits; and one flood with its shape as it was."""
    done = subprocess.run(
        [weft, "bench", "match", "--volunteers", "4000", "--needs", "600", "--seed", str(seed), "--arcs", "flow.txt"],
        cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["cost"] == solved(tmp_path / "flow.txt")
    assert figures["filled"] >= 0.98 * figures["filledFirstCome"] > 0
    flood = figures["flood"]
    assert flood["open"] == 42 and flood["withThree"] >= 0.9 * 42 and flood["milliseconds"] < 200
    assert flood["gini"] <= 0.4 and flood["giniOfAll"] <= 0.4 and flood["cannotReach"] == 30
    # By the product's own rules: silence brings the next wave, and nobody is asked past their budget or gives past their hours.
    assert flood["overBudget"] == 0 and flood["overHours"] == 0
    assert flood["called"] == 100 and 0 < flood["met"] <= 100 and flood["waves"] > flood["met"] and flood["mostWaves"] > 1
    assert flood["burst"] == 420 and flood["burstMet"] > 0 and flood["burstIdle"] == 0


def test_the_summary_is_for_people(match):
    words = match(NEEDS + "a,1,mask,500,critical,30.60,114.30,,\na,2,tent,5,,,,,\n",
                  OFFERS + "x,mask,600,30.60,114.31,20,,trusted,0.9\n")
    assert "a/1 mask: 500 from x – has what is wanted · has 600, enough · 1.0 km away" in words
    assert "a/2 tent: 5 missing" in words and "1 assignments, 1 of 2 lines met" in words
