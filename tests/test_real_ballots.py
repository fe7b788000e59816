"""Scores, a matrix and shares of a budget, counted from what people really said, beside plain sums and other people's programs.

Real are who cast what: grades of a French polling station, orders of PrefLib, answers to statements in Polis. Derived, and said where it
is, is what these people were not asked: what something costs, how much there is, how much effort something takes."""

import csv
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
