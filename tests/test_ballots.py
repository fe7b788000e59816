"""`weft analyze ballots`: worked examples, real ballots, and other people's programs beside ours."""

import csv
import itertools
import json
import random
import re
import resource
import statistics
import subprocess

import oracles
import pytest

from servers import program
from support import SHARED

ALIGN = SHARED / "data/align"
needs_data = pytest.mark.skipif(not ALIGN.exists(), reason="the real ballots are not here")


def run(method, path, *more, status=0):
    done = subprocess.run([program(), "analyze", "ballots", "--method", method, str(path), *more], capture_output=True,
                          text=True, timeout=600)
    assert done.returncode == status, done.stderr
    return done


def count(method, path, *more):
    report = json.loads(run(method, path, "--json", *more).stdout)
    assert report["method"] == method and report["detail"]["tieBreak"]
    return report


def table(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("voter", "option", "value"), *rows])
    return path


def preflib(path, options, ballots):
    """`ballots`: pairs of a count and a list of levels, each a list of options counted from 1."""
    def order(levels):
        return ",".join(str(level[0]) if len(level) == 1 else "{" + ",".join(map(str, level)) + "}" for level in levels)

    names = [f"# ALTERNATIVE NAME {place}: {name}" for place, name in enumerate(options, 1)]
    lines = [f"{number}: {order(levels)}" for number, levels in ballots]
    path.write_text("\n".join(["# FILE NAME: made", f"# NUMBER ALTERNATIVES: {len(options)}", *names, *lines]) + "\n")
    return path


def strict(text, options):
    return [(int(part.split()[0]), [[options.index(letter) + 1] for letter in part.split()[1]]) for part in text.split(", ")]


def test_the_worked_examples_of_ranked_ballots(tmp_path):
    ballots = "5 ACBED, 5 ADECB, 8 BEDAC, 3 CABED, 7 CAEBD, 2 CBADE, 7 DCEBA, 8 EBADC"
    report = count("schulze", preflib(tmp_path / "b.soc", "ABCDE", strict(ballots, "ABCDE")))
    assert report["winners"] == ["E"] and report["ranking"] == list("EACBD")
    detail = report["detail"]
    assert detail["pairwise"][0] == [0, 20, 26, 30, 22]
    assert detail["strengths"][4][0] == 25 and detail["strengths"][0][4] == 24
    report = count("ranked-pairs", preflib(tmp_path / "c.soc", "ABC", strict("9 ABC, 6 BCA, 5 CAB", "ABC")))
    assert report["winners"] == ["A"] and report["ranking"] == ["A", "B", "C"]
    assert [(p["winner"] + p["loser"], p["margin"], p["locked"]) for p in report["detail"]["pairs"]] == [
        ("BC", 10, True), ("AB", 8, True), ("CA", 2, False)]


def test_ranks_in_a_table(tmp_path):
    rows = [(voter, option, rank) for voter in range(3) for rank, option in enumerate("ABC", 1)]
    # Level ranks, and an option that isn't named: last.
    rows += [("x", "C", 1), ("x", "B", 1), ("y", "C", 7)]
    report = count("schulze", table(tmp_path / "t.csv", rows))
    assert report["winners"] == ["A"] and report["ranking"] == ["A", "B", "C"]
    assert report["detail"]["pairwise"] == [[0, 3, 3], [1, 0, 3], [2, 1, 0]]


@needs_data
def test_real_ranked_ballots():
    expected = json.loads((ALIGN / "baseline-voting/expected.json").read_text())
    assert len(expected) >= 5
    for name, known in expected.items():
        if not (ALIGN / name).exists():
            continue
        report = count("schulze", ALIGN / name)
        assert report["winners"] == known["schulze_winning"]
        assert report["ranking"] == [option for option, _ in known["schulze_order"]]
        assert report["detail"]["pairwise"] == known["pairwise_rows"] and report["detail"]["voters"] == known["voters"]
        report = count("ranked-pairs", ALIGN / name)
        assert report["winners"] == known["ranked_pairs_margins"] == report["ranking"][:1]
        runoff = count("instant-runoff", ALIGN / name)
        assert runoff["winners"] == [known["irv"]] == runoff["ranking"][:1]
        for option, votes in known["irv_first_round"].items():
            assert runoff["detail"]["rounds"][0]["votes"][option] == pytest.approx(votes)
        firsts = {o["name"]: o["votes"] for o in count("majority", ALIGN / name)["detail"]["options"]}
        for option, votes in known["irv_first_round"].items():
            # There, a first place shared by two is half a vote for each; here, such a ballot names nobody.
            assert firsts[option] <= votes


def cast_orders(path):
    """The options of a PrefLib file, and how many people cast which order, a list of levels."""
    options, orders = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ALTERNATIVE NAME"):
            options.append(line.split(": ", 1)[1])
        elif line and not line.startswith("#"):
            number, order = line.split(":", 1)
            levels = [[int(one) for one in part.strip("{}").split(",")] for part in re.findall(r"\{[^}]*\}|\d+", order)]
            orders.append((int(number), levels))
    return options, orders


REAL_ORDERS = [f"preflib/{name}" for name in (
    "00002-debian/00002-00000001.soi", "00002-debian/00002-00000002.soi", "00014-sushi/00014-00000001.soc")]


@needs_data
@pytest.mark.parametrize("name", REAL_ORDERS)
def test_real_orders_as_approvals_and_dots(name, tmp_path):
    """Whoever ranks three approves of those three; as dots they are worth three, two and one: plain sums say who wins."""
    options, orders = cast_orders(ALIGN / name)
    approvals, dots, supporters, rows, dotted, voter = dict.fromkeys(options, 0), dict.fromkeys(options, 0), {}, [], [], 0
    for number, levels in orders:
        first = [options[level[0] - 1] for level in levels if len(level) == 1][:3]
        for _ in range(number):
            voter += 1
            for place, option in enumerate(first):
                approvals[option] += 1
                dots[option] += 3 - place
                supporters[option] = supporters.get(option, 0) + 1
                rows.append((voter, option, 1))
                dotted.append((voter, option, 3 - place))
    report = count("approval", table(tmp_path / "a.csv", rows))
    assert {o["name"]: o["approvals"] for o in report["detail"]["options"]} == {o: n for o, n in approvals.items() if n}
    assert report["winners"] == [max(approvals, key=approvals.get)], "no tie in these ballots"
    assert [approvals[option] for option in report["ranking"]] == sorted((n for n in approvals.values() if n), reverse=True)
    report = count("dots", table(tmp_path / "d.csv", dotted), "--limit", "6")
    assert {o["name"]: (o["sum"], o["supporters"]) for o in report["detail"]["options"]} == {
        o: (dots[o], number) for o, number in supporters.items()}
    assert report["winners"] == [max(dots, key=dots.get)] and report["detail"]["spoilt"] == 0
    # With one dot fewer, whoever ranked three has spoilt theirs, and nobody else.
    full = sum(number for number, levels in orders if len([level for level in levels if len(level) == 1]) >= 3)
    assert count("dots", tmp_path / "d.csv", "--limit", "5")["detail"]["spoilt"] == full


@needs_data
def test_who_beats_everybody_can_lose_a_runoff():
    """Burlington 2009: Kiss wins the runoff, while more people put Montroll before him, and before everybody else."""
    path = ALIGN / "preflib/00005-burlington/00005-00000002.toi"
    runoff, schulze = count("instant-runoff", path), count("schulze", path)
    assert runoff["winners"] == ["Bob Kiss"] and schulze["winners"] == ["Andy Montroll"]
    names = [option["name"] for option in schulze["detail"]["options"]]
    montroll, kiss, wright = (names.index(name) for name in ("Andy Montroll", "Bob Kiss", "Kurt Wright"))
    pairwise = schulze["detail"]["pairwise"]
    assert (pairwise[montroll][kiss], pairwise[kiss][montroll]) == (4067, 3477)
    assert (pairwise[montroll][wright], pairwise[wright][montroll]) == (4597, 3668)
    last = runoff["detail"]["rounds"][-1]
    assert set(last["votes"]) == {"Bob Kiss", "Kurt Wright"} and last["dropped"] is None


@pytest.mark.parametrize("seed", range(12))
def test_runoffs_beside_another_program(seed, tmp_path):
    oracles.ready("pref_voting")
    from pref_voting.iterative_methods import instant_runoff_put
    from pref_voting.profiles_with_ties import ProfileWithTies

    chance = random.Random(seed)
    options = chance.randint(3, 6)
    ballots = [(number, [level[:1] for level in levels]) for number, levels in random_ballots(chance, options, seed % 2 == 0)]
    profile = ProfileWithTies(
        [{level[0] - 1: rank for rank, level in enumerate(levels)} for _, levels in ballots],
        rcounts=[number for number, _ in ballots], candidates=list(range(options)))
    report = count("instant-runoff", preflib(tmp_path / "b.toi", [f"o{n}" for n in range(options)], ballots))
    # Where several are weakest it follows every way on; ours is one of them, and the only one mostly.
    possible = {f"o{option}" for option in instant_runoff_put(profile)}
    assert set(report["winners"]) <= possible and len(report["winners"]) == 1
    assert sorted(report["ranking"]) == [f"o{n}" for n in range(options)]


def random_ballots(chance, options, complete):
    ballots = []
    for _ in range(chance.randint(5, 40)):
        order = chance.sample(range(1, options + 1), options if complete else chance.randint(1, options))
        levels = [[order[0]]]
        for option in order[1:]:
            if not complete and chance.random() < 0.25:
                levels[-1].append(option)
            else:
                levels.append([option])
        ballots.append((chance.randint(1, 9), levels))
    return ballots


@pytest.mark.parametrize("seed", range(12))
def test_ranked_ballots_beside_another_program(seed, tmp_path):
    oracles.ready("pref_voting")
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.voting_methods import beat_path, ranked_pairs

    chance = random.Random(seed)
    options, complete = chance.randint(3, 6), seed % 2 == 0
    ballots = random_ballots(chance, options, complete)
    path = preflib(tmp_path / "b.toi", [f"o{n}" for n in range(options)], ballots)
    profile = ProfileWithTies(
        [{option - 1: rank for rank, level in enumerate(levels) for option in level} for _, levels in ballots],
        rcounts=[number for number, _ in ballots], candidates=list(range(options)))
    profile.use_extended_strict_preference()
    names = {option: f"o{option}" for option in range(options)}
    report = count("schulze", path)
    assert report["detail"]["pairwise"] == [[0 if a == b else profile.support(a, b) for b in range(options)]
                                            for a in range(options)]
    assert report["winners"] == [names[o] for o in beat_path(profile, strength_function=profile.support)]
    pairs = count("ranked-pairs", path)
    assert set(pairs["winners"]) <= {names[o] for o in ranked_pairs(profile)}
    margins = [abs(p["margin"]) for p in pairs["detail"]["pairs"]]
    if len(set(margins)) == len(margins) == options * (options - 1) // 2:
        assert pairs["winners"] == [names[o] for o in ranked_pairs(profile)]


def grades(tallies):
    """Rows of a table from how often each option got each grade."""
    rows = []
    for option, tally in tallies.items():
        given = [grade for grade, times in enumerate(tally) for _ in range(times)]
        rows += [(voter, option, grade) for voter, grade in enumerate(given)]
    return rows


def test_the_worked_example_of_grades(tmp_path):
    path = table(tmp_path / "g.csv", grades({"X": [1, 2, 3, 4], "Y": [2, 1, 3, 4], "Z": [0, 4, 3, 3]}))
    report = count("majority-judgment", path)
    assert report["winners"] == ["X"] and report["ranking"] == ["X", "Y", "Z"]
    gauges = {o["name"]: (o["median"], round(o["above"], 9), round(o["below"], 9)) for o in report["detail"]["options"]}
    assert gauges == {"X": (2, 0.4, 0.3), "Y": (2, 0.4, 0.3), "Z": (2, 0.3, 0.4)}


@needs_data
def test_a_real_election_by_grades(tmp_path):
    expected = json.loads((ALIGN / "baseline-voting/majority_judgment_expected.json").read_text())
    known = expected["2007_presidentielle_orsay_bureau_12.csv|static-default-reject"]
    source = ALIGN / "majority-judgment/2007_presidentielle_orsay_bureau_12.csv"
    # No opinion counts as the worst grade.
    with open(source, encoding="utf-8") as file:
        rows = [[cell if number == 0 or column == 0 or cell != "0" else "1" for column, cell in enumerate(row)]
                for number, row in enumerate(csv.reader(file))]
    with open(tmp_path / "g.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    report = count("majority-judgment", tmp_path / "g.csv")
    assert report["ranking"] == known["majority_judgment_order"] and report["winners"] == ["Royal"]
    assert report["detail"]["usualRanking"] == known["usual_judgment_order"]
    tallies = {o["name"]: o["tally"] for o in report["detail"]["options"]}
    assert tallies == known["tally_worst_to_best"]


@needs_data
def test_who_has_no_opinion_of_one_in_a_real_election_counts_as_the_worst_grade(tmp_path):
    expected = json.loads((ALIGN / "baseline-voting/majority_judgment_expected.json").read_text())
    known, without = (
        expected[f"2007_presidentielle_orsay_bureau_12.csv|{way}"] for way in ("static-default-reject", "ignore-missing"))
    with open(ALIGN / "majority-judgment/2007_presidentielle_orsay_bureau_12.csv", encoding="utf-8") as file:
        names, *ballots = list(csv.reader(file))
    rows = [(ballot[0], name, grade) for ballot in ballots for name, grade in zip(names[1:], ballot[1:]) if grade != "0"]
    report = count("majority-judgment", table(tmp_path / "g.csv", rows))
    assert report["ranking"] == known["majority_judgment_order"]
    silent = {name: len(ballots) - sum(tally) for name, tally in without["tally_worst_to_best"].items()}
    assert min(silent.values()) > 0, "of each of them somebody has no opinion"
    for option in report["detail"]["options"]:
        worst, *others = without["tally_worst_to_best"][option["name"]]
        assert option["tally"] == [worst + silent[option["name"]], *others]


@pytest.mark.parametrize("seed", range(10))
def test_grades_and_scores_beside_plain_counting(seed, tmp_path):
    chance = random.Random(seed)
    options = "ABCDE"[:chance.randint(2, 5)]
    given = {(v, o): chance.randint(0, 4) for v in range(chance.randint(3, 30)) for o in options}
    path = table(tmp_path / "s.csv", [(v, o, value) for (v, o), value in given.items()])
    values = {o: sorted(value for (_, name), value in given.items() if name == o) for o in options}

    def majority_value(grades):
        grades, sequence = list(grades), []
        while grades:
            sequence.append(grades.pop((len(grades) - 1) // 2))
        return sequence

    assert count("majority-judgment", path)["ranking"] == sorted(options, key=lambda o: (
        [-grade for grade in majority_value(values[o])], o))
    report = count("score", path)
    assert report["ranking"] == sorted(options, key=lambda o: (-statistics.mean(values[o]), -sum(values[o]), o))
    best = max(statistics.mean(values[o]) for o in options)
    assert report["winners"] == [o for o in options if statistics.mean(values[o]) == best]


def test_dots_votes_that_cost_their_square_and_sums(tmp_path):
    def rows(*ballots):
        return [(voter, option, number) for voter, given in enumerate(ballots) for option, number in enumerate(given, 1)]

    dots = table(tmp_path / "d.csv", rows((5, 3, 0), (4, 4, 0), (0, 2, 6)))
    report = count("dots", dots, "--limit", "8")
    assert [o["sum"] for o in report["detail"]["options"]] == [9, 9, 6]
    # A tie: two people gave the first a dot, three the second.
    assert [o["supporters"] for o in report["detail"]["options"]] == [2, 3, 1] and report["winners"] == ["2"]
    # Nobody has nine dots, and nobody takes one away.
    report = count("dots", table(tmp_path / "e.csv", rows((5, 3, 0), (5, 4, 0), (-1, 2, 6))), "--limit", "8")
    assert (report["detail"]["cast"], report["detail"]["spoilt"]) == (1, 2) and report["winners"] == ["1"]
    report = count("quadratic", table(tmp_path / "q.csv", rows((4, 0, 0), (2, 2, 2), (-1, 3, 2), (4, 1, 0))), "--limit", "16")
    assert [o["sum"] for o in report["detail"]["options"]] == [5, 5, 4] and report["winners"] == ["1", "2"]
    assert report["detail"]["spoilt"] == 1
    # Whoever votes twice under two names buys more: 2 · √8 against 4.
    report = count("score-sum", table(tmp_path / "s.csv", rows((5, 3, 0), (4, 4, 0), (0, 2, 6)) + [("z", "3", 4)]))
    assert [(o["sum"], o["scored"]) for o in report["detail"]["options"]] == [(9, 3), (9, 3), (10, 4)] and report["winners"] == ["3"]
    assert count("score", tmp_path / "s.csv")["winners"] == ["1", "2"]


def test_a_matrix_and_times(tmp_path):
    rows = [(1, "roof", "5/2"), (2, "roof", "4/2"), (3, "roof", "5/1"), (1, "road", "5/5"), (2, "road", "1/5"), (1, "flag", "1/1"),
            (2, "flag", "3/3"), (1, "pool", "2/5")]
    report = count("priority-matrix", table(tmp_path / "p.csv", rows))
    found = {o["name"]: o for o in report["detail"]["options"]}
    assert {name: one["quarter"] for name, one in found.items()} == {"roof": "first", "road": "leave", "flag": "aside", "pool": "leave"}
    assert report["winners"] == ["roof"] and report["ranking"] == ["roof", "flag", "road", "pool"]
    # Two who disagree are seen to: the mean alone would hide it.
    assert found["road"]["importance"] == {"median": 3, "mean": 3, "spread": 2} and found["road"]["effort"]["spread"] == 0
    rows = [(v, slot, said) for slot, answers in (("mon", "yyn"), ("tue", "ymm"), ("wed", "yym")) for v, said in enumerate(answers)]
    said = {"y": "yes", "m": "ifNeedBe", "n": "no"}
    report = count("time-poll", table(tmp_path / "t.csv", [(v, slot, said[a]) for v, slot, a in rows]))
    assert report["winners"] == ["wed"] and report["ranking"] == ["wed", "tue", "mon"]


def test_consent(tmp_path):
    first = ["consent"] * 11 + ["concern"] * 2 + ["objection"]
    second = ["consent"] * 12 + ["concern"]
    rows = [(voter, option, said) for option, answers in (("v1", first), ("v2", second)) for voter, said in enumerate(answers)]
    report = count("consent", table(tmp_path / "c.csv", rows))
    assert report["winners"] == ["v2"] and report["ranking"] == ["v2", "v1"]
    v1, v2 = report["detail"]["options"]
    assert (v1["consents"], v1["concerns"], v1["objections"], v1["silent"]) == (11, 2, 1, 0)
    # Who said nothing hasn't consented, and is no hindrance.
    assert (v2["consents"], v2["concerns"], v2["silent"], v2["consented"]) == (12, 1, 1, True)


def test_majority_and_approval(tmp_path):
    path = table(tmp_path / "m.csv", [(1, "A", ""), (2, "A", 1), (3, "B", "yes"), (4, "B", ""), (4, "A", "no"), (5, "C", "")])
    report = count("majority", path)
    assert report["winners"] == [] and report["ranking"] == ["A", "B", "C"] and report["detail"]["cast"] == 5
    path = table(tmp_path / "m2.csv", [(1, "A", ""), (2, "A", ""), (3, "B", ""), (3, "A", "")])
    # A ballot that names two names none.
    assert count("majority", path)["winners"] == ["A"] and count("majority", path)["detail"]["cast"] == 2
    assert count("approval", path)["winners"] == ["A"]
    assert [o["approvals"] for o in count("approval", path)["detail"]["options"]] == [3, 1]
    # The last word of a voter on an option counts.
    path = table(tmp_path / "m3.csv", [(1, "A", 1), (1, "A", 0), (1, "B", 1)])
    assert count("approval", path)["winners"] == ["B"]


def pabulib(path, budget, costs, votes):
    lines = ["META", "key;value", f"budget;{budget}", "vote_type;approval", "PROJECTS", "project_id;cost;name"]
    lines += [f"{name};{cost};Project {name}" for name, cost in costs.items()]
    lines += ["VOTES", "voter_id;vote"] + [f"{voter};{','.join(names)}" for voter, names in enumerate(votes)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_equal_shares_by_hand(tmp_path):
    # Two thirds want A and B, one third C: with 9 for nine people each has 1; greedy spends all on the many.
    votes = [["A", "B"]] * 6 + [["C"]] * 3
    path = pabulib(tmp_path / "p.pb", 9, {"A": 5, "B": 4, "C": 3}, votes)
    report = count("equal-shares", path, "--worth", "number")
    assert report["winners"] == ["Project B", "Project C"]
    assert report["detail"]["greedy"] == ["Project B", "Project A"] and report["detail"]["spent"] == 7


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("worth", ["cost", "number"])
def test_equal_shares_beside_another_program(seed, worth, tmp_path):
    oracles.ready("pabutools")
    from pabutools.election import Cardinality_Sat, Cost_Sat, parse_pabulib
    from pabutools.rules import method_of_equal_shares

    chance = random.Random(seed)
    costs = {str(n): chance.choice([5, 10, 12, 20, 33, 50]) for n in range(1, chance.randint(3, 14))}
    votes = [chance.sample(list(costs), chance.randint(1, len(costs))) for _ in range(chance.randint(3, 40))]
    path = pabulib(tmp_path / "p.pb", chance.randint(20, 150), costs, votes)
    instance, profile = parse_pabulib(str(path))
    chosen = method_of_equal_shares(instance, profile, sat_class=Cost_Sat if worth == "cost" else Cardinality_Sat)
    report = count("equal-shares", path, "--worth", worth)
    assert sorted(report["winners"]) == sorted(f"Project {project.name}" for project in chosen)


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("worth", ["cost", "number"])
def test_greedy_beside_another_program(seed, worth, tmp_path):
    oracles.ready("pabutools")
    from pabutools.election import Cardinality_Sat, Cost_Sat, parse_pabulib
    from pabutools.rules import greedy_utilitarian_welfare
    from pabutools.tiebreaking import TieBreakingRule

    chance = random.Random(100 + seed)
    costs = {str(n): chance.choice([5, 10, 12, 20, 33, 50]) for n in range(1, chance.randint(4, 10))}
    votes = [chance.sample(list(costs), chance.randint(1, len(costs))) for _ in range(chance.randint(3, 40))]
    path = pabulib(tmp_path / "p.pb", chance.randint(20, 150), costs, votes)
    instance, profile = parse_pabulib(str(path))
    # Of those that are worth the same, the one whose name comes first.
    by_name = TieBreakingRule(lambda instance, profile, project: project.name)
    chosen = greedy_utilitarian_welfare(
        instance, profile, sat_class=Cost_Sat if worth == "cost" else Cardinality_Sat, tie_breaking=by_name)
    taken = count("equal-shares", path, "--worth", worth)["detail"]["greedy"]
    assert sorted(taken) == sorted(f"Project {project.name}" for project in chosen)


@pytest.mark.parametrize("method, name, text, words", [
    ("schulze", "b.csv", "", "b.csv: nothing in it"), ("score", "b.csv", "1,A,much\n", "b.csv:1: value can't be much"),
    ("consent", "b.csv", "voter,option,value\n1,A,perhaps\n", "b.csv:2: value can't be perhaps"),
    ("approval", "b.csv", "1,A,1\n2\n", "b.csv:2: option is empty"),
    ("schulze", "b.soc", "# ALTERNATIVE NAME 1: A\n1: 1\n2: 3\n", "b.soc:3: ballot can't be 2: 3"),
    ("schulze", "b.toc", "# ALTERNATIVE NAME 1: A\n1: {1\n", "b.toc:2: ballot can't be"),
    ("schulze", "b.soc", "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n1: 1,1\n", "b.soc:3: ballot can't be"),
    ("equal-shares", "b.csv", "1,A,1\n", "b.csv: holds nothing that equal-shares could count"),
    ("equal-shares", "b.pb", "META\nkey;value\nbudget;x\n", "b.pb:3: budget can't be x"),
    ("equal-shares", "b.pb", "META\nbudget;5\nPROJECTS\nproject_id;cost\na;1\nVOTES\nvoter_id;vote\n1;b\n",
     "b.pb:8: vote can't be b"),
    ("dots", "b.csv", "voter,option,value\n1,A,1.5\n", "b.csv:2: value can't be 1.5"),
    ("priority-matrix", "b.csv", "voter,option,value\n1,A,6/1\n", "b.csv:2: value can't be 6/1"),
    ("time-poll", "b.csv", "voter,option,value\n1,A,later\n", "b.csv:2: value can't be later"),
    ("consent", "b.soc", "# ALTERNATIVE NAME 1: A\n1: 1\n", "holds nothing that consent could count"),
])
def test_what_cant_be_counted_is_said_with_file_and_line(method, name, text, words, tmp_path):
    (tmp_path / name).write_text(text)
    assert words in run(method, tmp_path / name, status=2).stderr


def test_a_method_that_isnt_there(tmp_path):
    (tmp_path / "b.csv").write_text("1,A,1\n")
    assert "ranked-pairs" in run("borda", tmp_path / "b.csv", status=2).stderr
    words = run("approval", tmp_path / "b.csv").stdout
    assert "elected: A" in words and "ties: the option that comes first" in words


@pytest.mark.parametrize("method", ["consent", "majority", "approval", "score", "score-sum", "schulze", "ranked-pairs", "instant-runoff",
                                    "majority-judgment", "dots", "quadratic", "priority-matrix", "time-poll"])
def test_no_ballots_elect_nobody(method, tmp_path):
    (tmp_path / "b.csv").write_text("voter,option,value\n")
    assert count(method, tmp_path / "b.csv")["winners"] == []


def test_the_order_of_the_ballots_is_nothing(tmp_path):
    rows = [(v, o, r) for v, order in enumerate(itertools.permutations("ABCD")) for r, o in enumerate(order)]
    text = run("schulze", table(tmp_path / "a.csv", rows), "--json").stdout
    random.Random(1).shuffle(rows)
    assert run("schulze", table(tmp_path / "b.csv", rows), "--json").stdout == text
    # Everybody is level with everybody.
    assert json.loads(text)["winners"] == list("ABCD")


def test_a_million_ranked_ballots(tmp_path):
    chance = random.Random(5)
    orders = [chance.sample(range(1, 11), 10) for _ in range(5000)]
    lines = ["1: " + ",".join(map(str, orders[chance.randrange(5000)])) for _ in range(1_000_000)]
    names = [f"# ALTERNATIVE NAME {n}: option {n}" for n in range(1, 11)]
    (tmp_path / "m.soc").write_text("\n".join(names + lines) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    report = count("schulze", tmp_path / "m.soc")
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert report["detail"]["voters"] == 1_000_000 and sum(map(sum, report["detail"]["pairwise"])) == 45_000_000
    # About a fifth of a second; room for a busy machine.
    assert used < 3, used
