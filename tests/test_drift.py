"""Drift: one clause lost among many is raised by its name and drawn; what asking again showed stands on the page with who has fallen
silent."""

import re
import sqlite3

from reader import Reader
from servers import until
from support import ok
from test_charter import consented, drafted, path


def change(net, *statements):
    """Changes what is stored of a network; `NET` stands for its id."""
    which = f"(SELECT id FROM networks WHERE slug = '{net.slug}')"
    statements = [statement.replace("NET", which) for statement in statements]
    if net.server.engine == "postgres":
        return net.server.psql(f"BEGIN; {'; '.join(statements)}; COMMIT")
    with sqlite3.connect(net.server.storage, timeout=60) as db:
        for statement in statements:
            db.execute(statement)
    db.close()


def older(net, days):
    """Makes the charter as old as if so many days were over, and has it measured anew."""
    by = days * 86_400_000
    change(
        net, f"UPDATE charter_versions SET adopted_at = adopted_at - {by}, review_at = review_at - {by} "
             "WHERE network_id = NET AND adopted_at IS NOT NULL",
        f"UPDATE charter_stances SET at = at - {by} WHERE network_id = NET",
        "DELETE FROM drift_points WHERE network_id = NET")


def drift(net, by, door="", **body):
    where = f"/api/v1/networks/{net.slug}/drift{door}"
    return ok(by.post(where, body) if body or door == "/asked" else by.get(where))


def test_one_clause_lost_of_ten_is_raised_by_its_name(net):
    lead, others = net.founder, [net.member(name=f"m{number}") for number in range(4)]
    people = [lead, *others]
    core = drafted(net, lead, isCore=True)
    for number in range(9):
        ok(lead.post(path(net, "/draft/clauses"), {"section": "values", "zh": f"第{number}条原则", "en": f"Principle {number}"}), 201)
    consented(net, lead, people)
    clauses = [one["id"] for one in ok(lead.get(path(net)))["clauses"]]
    assert len(clauses) == 10
    for one in people:
        ok(one.post(path(net, "/stances"), {"stances": [{"clause": clause, "stance": "affirm"} for clause in clauses]}))
    older(net, 40)
    for one in people:
        ok(one.post(path(net, "/stances"), {"stances": [{"clause": core, "stance": "object", "reason": "已经不是这样了"}]}))
    change(net, "DELETE FROM drift_points WHERE network_id = NET")
    alerts = until(lambda: drift(net, lead)["alerts"], "the lost clause to be raised")
    seen = drift(net, lead)
    assert abs(seen["consensus"] - 0.1) < 1e-9, "in the mean of all it is nothing"
    assert [(one["kind"], one["clause"], one["value"], one["owner"]) for one in alerts] == [("clause", core, 1, lead.member)]
    waiting = [task["object"] for task in ok(lead.get("/me/waiting"))["tasks"]]
    assert alerts[0]["due"] and alerts[0]["id"] in waiting
    lost = next(one for one in seen["clauses"] if one["clause"] == core)
    assert [point["value"] for point in lost["history"]] == [1]

    zh, en = Reader(net, language="zh").sign_in(lead), Reader(net, language="en").sign_in(others[0])
    text = zh.go(f"/n/{net.slug}/drift")
    raised = text[text.index('id="alerts"'):text.index('id="consensus"')]
    assert "有一条淡化了" in raised and "让每个求助都有回音。" in raised and "锚定点" in raised
    chart = text[text.index('id="history"'):]
    # A line for each clause, named; its figures in a table, each clause's folded away under its name.
    assert len(re.findall(r"<summary>第 \d+ 条", chart)) == 10 and "每一条怎样过来" in chart
    assert '<summary>其余 9 条，都没过界线' in text, "what nobody has to look at stands behind one line"
    assert len(re.findall(r"<title>\d+\. ", chart)) == 10 and "第 10 条" in chart and "100%" in chart
    text = en.go(f"/n/{net.slug}/drift")
    assert "A clause has thinned out" in text and "limit of drift, 40%" in text and "over the limit" in text

    # Asked again: what came out stands in the round's row, with who has fallen silent.
    drift(net, lead, "/actions", action="askAgain")
    for one in people:
        if drift(net, one)["asked"]:
            drift(net, one, "/asked")
    rounds = until(lambda: [one for one in drift(net, lead)["rounds"] if one["closedAt"]], "the round to end")
    assert all(one["lapse"] == 0 and "groups" not in one for one in rounds[0]["clauses"])
    assert "沉默：当初同意的" in zh.go(f"/n/{net.slug}/drift")
    assert "silent: of" in en.go(f"/n/{net.slug}/drift")
