"""`weft analyze`: the engines on tables, beside what is known of them."""

import csv
import json
import random
import subprocess

import pytest

from servers import program
from support import SHARED

ADVOGATO = SHARED / "data/weave/advogato_trust_edges.csv"
# The four from whom its trust flowed.
ANCHORS = ["328", "719", "30", "46"]


def analyze(*arguments, status=0, stdin=None):
    done = subprocess.run([program(), "analyze", *arguments], input=stdin, capture_output=True, text=True, timeout=600)
    assert done.returncode == status, done.stderr
    return done


def trust(folder, edges, anchors):
    path = folder / "vouches.csv"
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([["from", "to"], *edges])
    done = analyze("trust", "--vouches", str(path), "--anchors", ",".join(anchors), "--json")
    return json.loads(done.stdout), done.stdout


@pytest.fixture(scope="module")
def advogato():
    if not ADVOGATO.exists():
        pytest.skip("the reference network is not here")
    with open(ADVOGATO) as file:
        return [(row["src"], row["dst"]) for row in csv.DictReader(file) if row["src"] != row["dst"]]


def reachable(edges, anchors):
    following = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
    seen, queue = set(anchors), list(anchors)
    while queue:
        for target in following.get(queue.pop(), []):
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return seen


def test_a_small_network_by_hand(tmp_path):
    edges = [("a", "x"), ("b", "x"), ("x", "y"), ("s1", "s2"), ("s2", "s1")]
    report, _ = trust(tmp_path, edges, ["a", "b"])
    assert report["anchors"] == ["a", "b"] and report["rejected"] == 2
    accepted = {one["member"]: one for one in report["accepted"]}
    assert accepted["a"]["tier"] == "steward" and accepted["a"]["shortest"] == ["a"]
    assert accepted["x"]["chains"] == 2 and accepted["x"]["tier"] == "vouched"
    assert accepted["y"]["chains"] == 1 and accepted["y"]["shortest"] in (["a", "x", "y"], ["b", "x", "y"])
    assert report["dependents"] == [{"on": "x", "members": ["y"]}]


def test_weights_are_tiers(tmp_path):
    path = tmp_path / "v.csv"
    path.write_text("from,to,weight\na,m,3\na,n,2\nm,o,3\nn,p,3\na,q,\n")
    report = json.loads(analyze("trust", "--vouches", str(path), "--anchors", "a", "--json").stdout)
    tiers = {one["member"]: one["tier"] for one in report["accepted"]}
    assert tiers == {"a": "steward", "m": "steward", "n": "trusted", "o": "steward", "p": "trusted", "q": "vouched"}


def test_the_reference_network(tmp_path, advogato):
    report, text = trust(tmp_path, advogato, ANCHORS)
    honest = reachable(advogato, ANCHORS)
    assert len(report["accepted"]) >= 0.92 * len(honest)
    assert {one["member"] for one in report["accepted"]} <= honest
    random.Random(1).shuffle(advogato_copy := list(advogato))
    assert trust(tmp_path, advogato_copy, ANCHORS)[1] == text
    # With an anchor in every community that had none.
    _, plain = trust(tmp_path, advogato, ANCHORS)
    assert any(not one["anchors"] for one in report["communities"])


@pytest.mark.parametrize("deceived, seed", [(1, 1), (10, 1), (10, 2), (10, 3)])
def test_more_accounts_bring_in_no_more(tmp_path, advogato, deceived, seed):
    honest = sorted(reachable(advogato, ANCHORS))
    counts = []
    for fakes in (100, 50_000):
        chance = random.Random(seed)
        edges = [(chance.choice(honest), f"s{chance.randrange(100)}") for _ in range(deceived)]
        for fake in range(fakes):
            edges += [(f"s{fake}", f"s{chance.randrange(fakes)}") for _ in range(5)]
            edges.append((f"s{fake}", chance.choice(honest)))
        report, _ = trust(tmp_path, advogato + edges, ANCHORS)
        counts.append(sum(one["member"].startswith("s") for one in report["accepted"]))
    assert abs(counts[0] - counts[1]) <= max(1, counts[0] // 10), counts
    assert max(counts) <= 9 * deceived


def test_an_anchor_in_every_community(tmp_path, advogato):
    """One of the people who vouch most in each community of at least ten becomes an anchor."""
    vouches = {}
    for source, _ in advogato:
        vouches[source] = vouches.get(source, 0) + 1
    import igraph

    names = sorted({name for edge in advogato for name in edge})
    number = {name: index for index, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[a], number[b]) for a, b in advogato]).simplify()
    random.seed(1)
    groups = graph.community_leiden(objective_function="modularity", n_iterations=5)
    anchors = [max((names[node] for node in group), key=lambda name: vouches.get(name, 0))
               for group in groups if len(group) >= 10]
    report, _ = trust(tmp_path, advogato, anchors)
    assert len(report["accepted"]) >= 0.97 * len(reachable(advogato, anchors))


@pytest.mark.parametrize("text, words", [
    ("", "no vouches"), ("from,to\n", "no vouches"), ("a,b\nc\n", ":2: a row needs two names"),
    ("a,b,4\n", ":1: weight 4"), ("a,b,strong\n", ":1: weight strong"), ('a,"b\n', ":1: unterminatedQuote"),
])
def test_what_is_no_table_is_named(tmp_path, text, words):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    assert words in analyze("trust", "--vouches", str(path), "--anchors", "a", status=2).stderr


def test_wrong_usage(tmp_path):
    analyze("trust", "--vouches", str(tmp_path / "none.csv"), "--anchors", "a", status=2)
    analyze("trust", "--vouches", "-", "--anchors", " , ", status=2, stdin="a,b\n")
    analyze("trust", "--anchors", "a", status=2)
    assert "1 accepted" in analyze("trust", "--vouches", "-", "--anchors", "z", stdin="a,b\n").stdout
