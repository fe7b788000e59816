"""Scores, a matrix, votes that cost their square, times and shares of a budget, counted from what people really said, beside plain
sums and other people's programs.

Real are who cast what: grades of a French polling station, orders of PrefLib, answers to statements in Polis. Derived, and said where it
is, is what these people were not asked: what something costs, how much there is, how much effort something takes."""

import csv
import math
import statistics
from fractions import Fraction

import oracles
import pytest

from test_ballots import ALIGN, REAL_ORDERS, cast_orders, count, needs_data, pabulib, table

ORSAY = ALIGN / "majority-judgment/2007_presidentielle_orsay_bureau_12.csv"


def real_grades():
    """By voter the grades, 6 is the best, that they gave; who has no opinion of one is not there."""
    with open(ORSAY, encoding="utf-8") as file:
        names, *ballots = list(csv.reader(file))
    return names[1:], [{name: int(grade) for name, grade in zip(names[1:], ballot[1:]) if grade != "0"} for ballot in ballots]


@needs_data
@pytest.mark.parametrize("method", ["score", "score-sum"])
def test_real_grades_as_scores(method, tmp_path):
    """Real: each grade. As a score it is its own number."""
    names, ballots = real_grades()
    given = {name: [ballot[name] for ballot in ballots if name in ballot] for name in names}
    assert len(ballots) > 500 and len({len(scores) for scores in given.values()}) > 1, "the means are of different numbers of people"
    report = count(method, table(tmp_path / "s.csv", [
        (voter, name, score) for voter, ballot in enumerate(ballots) for name, score in ballot.items()]))
    value = {name: (Fraction(sum(scores), len(scores)), sum(scores)) for name, scores in given.items()}
    key = (lambda name: value[name]) if method == "score" else (lambda name: value[name][::-1])
    assert report["ranking"] == sorted(names, key=key, reverse=True) and report["winners"] == report["ranking"][:1]
    assert {o["name"]: (o["sum"], o["scored"]) for o in report["detail"]["options"]} == {
        name: (sum(scores), len(scores)) for name, scores in given.items()}


@needs_data
@pytest.mark.parametrize("method, evaluation", [("score", "mean"), ("score-sum", "sum")])
def test_real_grades_as_scores_beside_another_program(method, evaluation, tmp_path):
    oracles.ready("pref_voting")
    from pref_voting.grade_methods import score_voting
    from pref_voting.grade_profiles import GradeProfile

    names, ballots = real_grades()
    # There a ballot without any grade can't be.
    profile = GradeProfile([{names.index(name): grade for name, grade in ballot.items()} for ballot in ballots if ballot], range(1, 7))
    known = score_voting(profile, evaluation_method=evaluation)
    report = count(method, table(tmp_path / "s.csv", [
        (voter, name, score) for voter, ballot in enumerate(ballots) for name, score in ballot.items()]))
    assert report["winners"] == [names[place] for place in known]


@needs_data
def test_real_grades_in_a_matrix(tmp_path):
    """Real: the grades, five at most, as importance. Derived: effort, which is the grade that the same voter gave to the next one
    named – how far real people differ, though about something else."""
    names, ballots = real_grades()
    places = {}
    for voter, ballot in enumerate(ballots):
        for name, other in zip(names, names[1:] + names[:1]):
            if name in ballot and other in ballot:
                places.setdefault(name, []).append((voter, min(ballot[name], 5), min(ballot[other], 5)))
    report = count("priority-matrix", table(tmp_path / "p.csv", [
        (voter, name, f"{importance}/{effort}") for name, given in places.items() for voter, importance, effort in given]))
    found = {option["name"]: option for option in report["detail"]["options"]}
    key = {}
    for name, given in places.items():
        axes = [[place[axis] for place in given] for axis in (1, 2)]
        means = [Fraction(sum(axis), len(axis)) for axis in axes]
        for axis, values in zip(("importance", "effort"), axes):
            assert found[name][axis] == pytest.approx({
                "median": statistics.median(values), "mean": statistics.mean(values), "spread": statistics.pstdev(values)})
        quarter = {(True, False): 0, (True, True): 1, (False, False): 2, (False, True): 3}[(means[0] > 3, means[1] > 3)]
        assert found[name]["quarter"] == ("first", "plan", "aside", "leave")[quarter]
        key[name] = (quarter, -means[0], means[1])
    assert len({quarter for quarter, *_ in key.values()}) > 1, "they don't all lie in one quarter"
    assert report["ranking"] == sorted(key, key=lambda name: (*key[name], names.index(name)))
    assert sorted(report["winners"]) == sorted(name for name in key if key[name][0] == 0)


def strengths_of_orsay():
    """How far above or below the middle each grade lies."""
    names, ballots = real_grades()
    return names, [{name: grade - 3 for name, grade in ballot.items()} for ballot in ballots]


def strengths_of_orders(name):
    """The first four of an order are wanted, the higher the more; the last of a longer one, where nobody is left out, is not."""
    options, orders = cast_orders(ALIGN / name)
    given = []
    for number, levels in orders:
        alone = [options[level[0] - 1] for level in levels if len(level) == 1]
        last = {alone[-1]: -2} if len(alone) == len(options) else {}
        given += [{**last, **{option: 4 - place for place, option in enumerate(alone[:4])}}] * number
    return options, given


STRENGTHS = {"orsay": strengths_of_orsay, **{
    name.split("/")[-1]: (lambda name=name: strengths_of_orders(name)) for name in REAL_ORDERS}}


def bought(strengths, credits):
    """Each gets its share of the credits by how strongly it is felt, and as many whole votes as that pays for."""
    total = sum(abs(strength) for strength in strengths.values()) or 1
    return {option: int(math.copysign(math.isqrt(credits * abs(strength) // total), strength))
            for option, strength in strengths.items()}


def votes_counted(options, ballots, credits, path):
    """What `quadratic` makes of these votes, held against plain sums. Gives the report."""
    report = count("quadratic", table(path, [
        (voter, option, ballot.get(option, 0)) for voter, ballot in enumerate(ballots) for option in options]), "--limit", str(credits))
    paid = [ballot for ballot in ballots if sum(votes ** 2 for votes in ballot.values()) <= credits]
    given = {option: [ballot.get(option, 0) for ballot in paid] for option in options}
    detail = report["detail"]
    assert (detail["limit"], detail["cast"], detail["spoilt"]) == (credits, len(paid), len(ballots) - len(paid))
    assert {o["name"]: (o["sum"], o["supporters"], o["opponents"]) for o in detail["options"]} == {
        option: (sum(votes), sum(vote > 0 for vote in votes), sum(vote < 0 for vote in votes)) for option, votes in given.items()}
    value = {option: (sum(votes), sum(vote > 0 for vote in votes)) for option, votes in given.items()}
    listed = [option["name"] for option in detail["options"]]
    assert report["ranking"] == sorted(listed, key=lambda option: (-value[option][0], -value[option][1]))
    best = max(value.values())
    assert best[0] > 0 and sorted(report["winners"]) == sorted(option for option in options if value[option] == best)
    return report


@needs_data
@pytest.mark.parametrize("ballots", STRENGTHS)
def test_real_strengths_as_votes_that_cost_their_square(ballots, tmp_path):
    """Real: who wants what, and what more than something else. Derived: how much (see above how), and a hundred credits for each that
    are shared out by it."""
    options, given = STRENGTHS[ballots]()
    votes = [bought(strengths, 100) for strengths in given]
    assert len(votes) > 100 and len({abs(vote) for ballot in votes for vote in ballot.values()}) > 2, "some pay more for one than for another"
    report = votes_counted(options, votes, 100, tmp_path / "q.csv")
    assert report["detail"]["spoilt"] == 0 and any(option["opponents"] for option in report["detail"]["options"]) == (
        any(vote < 0 for ballot in votes for vote in ballot.values()))


@needs_data
def test_real_strengths_that_not_everybody_can_pay(tmp_path):
    """Real: each grade. Derived: votes that are how far it lies above or below the middle, and credits that pay for half of the ballots."""
    names, given = strengths_of_orsay()
    credits = statistics.median_low(sum(votes ** 2 for votes in ballot.values()) for ballot in given)
    report = votes_counted(names, given, credits, tmp_path / "q.csv")
    assert report["detail"]["spoilt"] > 100 and report["detail"]["cast"] > 100


def times_of_orsay():
    """The two best grades come gladly, the next two if need be, the others not; who has no opinion says nothing."""
    names, ballots = real_grades()
    said = {6: "yes", 5: "yes", 4: "ifNeedBe", 3: "ifNeedBe", 2: "no", 1: "no"}
    return names, [{name: said[grade] for name, grade in ballot.items()} for ballot in ballots]


def times_of_polis(name):
    """Agreeing is yes, passing is if need be, disagreeing is no; who was not shown a statement says nothing about it."""
    with open(ALIGN / f"polis-opendata/{name}/participants-votes.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    statements = [name for name in rows[0] if name.isdigit()]
    said = {1: "yes", 0: "ifNeedBe", -1: "no"}
    return statements, [{one: said[int(float(row[one]))] for one in statements if row[one]} for row in rows]


TIMES = {"orsay": times_of_orsay, **{
    name: (lambda name=name: times_of_polis(name)) for name in ("15-per-hour-seattle", "vtaiwan.uberx")}}


@needs_data
@pytest.mark.parametrize("answers", TIMES)
def test_real_answers_as_times(answers, tmp_path):
    """Real: three ways to answer, and who gave none. Derived: that what they were asked about were times."""
    slots, given = TIMES[answers]()
    report = count("time-poll", table(tmp_path / "t.csv", [
        (voter, slot, said) for voter, ballot in enumerate(given) for slot, said in ballot.items()]))
    ways = {slot: [ballot[slot] for ballot in given if slot in ballot] for slot in slots}
    found = {slot: tuple(said.count(way) for way in ("yes", "ifNeedBe", "no")) for slot, said in ways.items() if said}
    assert {o["name"]: (o["yes"], o["ifNeedBe"], o["no"]) for o in report["detail"]["options"]} == found
    assert len({sum(said) for said in found.values()}) > 1, "not everybody says something about each"
    value = {slot: (yes + perhaps, yes) for slot, (yes, perhaps, _) in found.items()}
    listed = [option["name"] for option in report["detail"]["options"]]
    assert report["ranking"] == sorted(listed, key=lambda slot: (-value[slot][0], -value[slot][1]))
    assert report["ranking"] != sorted(listed, key=lambda slot: -found[slot][0]), "who can come if need be counts"
    assert sorted(report["winners"]) == sorted(slot for slot in value if value[slot] == max(value.values()))


def grades_of_orsay():
    """Who gave one of the three best grades approves."""
    names, ballots = real_grades()
    return names, [[name for name, grade in ballot.items() if grade >= 4] for ballot in ballots]


def agreed_in_seattle():
    """Whoever agreed with a statement wants it: approvals as they were given."""
    with open(ALIGN / "polis-opendata/15-per-hour-seattle/participants-votes.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    statements = [name for name in rows[0] if name.isdigit()]
    return statements, [[name for name in statements if row[name] and float(row[name]) == 1] for row in rows]


def first_three(name):
    """Whoever ranks three approves of those three."""
    options, orders = cast_orders(ALIGN / name)
    return options, [
        [options[level[0] - 1] for level in levels if len(level) == 1][:3] for number, levels in orders for _ in range(number)]


APPROVALS = {"orsay": grades_of_orsay, "seattle": agreed_in_seattle, **{
    name.split("/")[-1]: (lambda name=name: first_three(name)) for name in REAL_ORDERS}}


@needs_data
@pytest.mark.parametrize("worth", ["cost", "number"])
@pytest.mark.parametrize("ballots", APPROVALS)
def test_real_approvals_and_costs_that_are_given(ballots, worth, tmp_path):
    """Real: who wants what (see above how). Derived: costs, which differ so that nothing is parted by chance, and a budget that pays for
    about a third of them."""
    oracles.ready("pabutools")
    from pabutools.election import Cardinality_Sat, Cost_Sat, parse_pabulib
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

    options, given = APPROVALS[ballots]()
    # Who wants nothing has a purse all the same, but a file of that kind has no line for them.
    votes = [[f"{options.index(option):03}" for option in wanted] for wanted in given if wanted]
    assert len(votes) > 100 and len(options) > 3
    costs = {f"{place:03}": 1000 + 7919 * (place + 3) % 4001 for place in range(len(options))}
    budget = sum(costs.values()) // 3
    path = pabulib(tmp_path / "p.pb", budget, costs, votes)
    instance, profile = parse_pabulib(str(path))
    sat = Cost_Sat if worth == "cost" else Cardinality_Sat
    by_name = TieBreakingRule(lambda instance, profile, project: project.name)
    report = count("equal-shares", path, "--worth", worth)
    shares = method_of_equal_shares(instance, profile, sat_class=sat, tie_breaking=by_name)
    assert sorted(report["winners"]) == sorted(f"Project {project.name}" for project in shares)
    assert report["detail"]["spent"] == sum(costs[project.name] for project in shares) <= budget
    greedy = greedy_utilitarian_welfare(instance, profile, sat_class=sat, tie_breaking=by_name)
    assert sorted(report["detail"]["greedy"]) == sorted(f"Project {project.name}" for project in greedy)
    assert 0 < len(greedy) < len(options) and len(shares) > 0, "there is something to choose"
