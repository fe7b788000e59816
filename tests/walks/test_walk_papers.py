"""Papers of every kind and what they come to, voices passed on and the mindset check: each page on a phone, in both languages."""

import pytest
from playwright.sync_api import expect

from support import ok, soon
from test_walk_ballot import act, places, proposal
from test_walk_people import seen


def buttons(user, names, values):
    """One button for each option."""
    for name, value in zip(names, values):
        user.page.get_by_role("group", name=name).get_by_role("radio", name=value, exact=True).check()


def dots(user, names):
    for name, number in zip(names, "530"):
        user.fill(name, name, number)


def score(user, names):
    buttons(user, names, "540")


def matrix(user, names):
    for name, (importance, effort) in zip(names, ("52", "45", "21")):
        group = user.page.get_by_role("group", name=name)
        user.field("重要性", "Importance", group).select_option(importance)
        user.field("要费的力", "Effort", group).select_option(effort)


def times(user, _):
    for place, word in enumerate((("可以", "yes"), ("勉强可以", "if need be"), ("不行", "no"))):
        user.page.locator("form fieldset").nth(place).get_by_role("radio", name=user.t(*word), exact=True).check()


def shares(user, names):
    for name in names[:2]:
        user.page.get_by_role("checkbox", name=name).check()


def grades(user, names):
    buttons(user, names, [user.t("极好", "excellent"), user.t("好", "good"), user.t("不接受", "reject")])


# What she fills in, what two others cast by their programs, what stands in the result.
PAPERS = {
    "dots": (dots, [[4, 4, 0], [5, 2, 1]], ("点数", "dots")),
    "score": (score, [[4, 4, 1], [5, 2, 1]], ("平均", "mean")),
    "matrix": (matrix, [[5, 3, 1], [4, 3, 2]], ("先做", "first")),
    "timePoll": (times, [["yes", "no", "no"], ["yes", "ifNeedBe", "no"]], ("可以", "yes")),
    "equalShares": (shares, [[1, 1, None], [None, None, 1]], ("如果只按支持者多少来", "If only the most wanted counted")),
    "majorityJudgment": (grades, [[5, 3, 0], [4, 3, 1]], ("中位评语", "median grade")),
}


def made(net, method, people, names):
    """A proposal of this method, open; its id and those of its options."""
    more, options = {"results": "untilAnswered"}, [{"words": name} for name in names]
    if method == "dots":
        more["credits"] = 8
    elif method == "timePoll":
        # A time zone is called as programs call it.
        net.own_words.add("Asia/Shanghai")
        options = [{**option, "startsAt": soon(24 + 2 * place)} for place, option in enumerate(options)]
    elif method == "equalShares":
        more |= {"budget": 9, "budgetUnit": net.t("小时", "hours")}
        net.own_words.add(more["budgetUnit"])
        options = [{**option, "cost": cost} for option, cost in zip(options, (5, 4, 3))]
    return proposal(net, method, people, options, **more)


@pytest.mark.parametrize("method", PAPERS)
def test_a_paper_of_each_kind_and_what_it_comes_to(enter, net, method):
    fill, others, result = PAPERS[method]
    people, names = [net.member(name=name) for name in ("lin", "mo", "qi")], places(net)
    id, options = made(net, method, people, names)
    she = enter(people[0])
    she.go(f"proposals/{id}")
    seen(she, f"paper-{method}-asked")
    she.follow("填写选票", "Fill in your ballot")
    seen(she, f"paper-{method}-blank")
    fill(she, names)
    she.press("投票", "Cast it")
    she.sees("已投。截止前可以随时修改。", "Cast. You can change it until it closes.")
    she.sees("您投的是：", "Yours says:")
    seen(she, f"paper-{method}-cast")
    she.follow("修改选票", "Change your ballot")
    seen(she, f"paper-{method}-again")
    for by, values in zip(people[1:], others):
        marks = [{"option": option, "value": value, **({"effort": 2} if method == "matrix" else {})}
                 for option, value in zip(options, values) if value is not None]
        act(net, by, id, "ballots", {"marks": marks}, 201)
    act(net, net.founder, id, "actions", {"action": "close"})
    words = net.t("按大家的结果办，下周开始。", "As all have said; we begin next week.")
    net.own_words.add(words)
    act(net, net.founder, id, "actions", {"action": "decide", "words": words})
    she.go(f"proposals/{id}")
    she.sees("怎样数出来的", "How it was counted")
    she.sees("3 张选票。", "3 ballots.")
    she.sees(*result)
    seen(she, f"paper-{method}-result")


def test_a_voice_is_passed_on_and_taken_back(enter, net):
    she, friend = net.member(name="lin"), net.member(name="mo")
    user, other = enter(she), enter(friend)
    user.go("delegations")
    user.sees("这个网络没有开启托付", "This network has not switched this on")
    seen(user, "delegations-off")
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/proposals/rules", {"mayDelegate": True}))
    user.go("delegations")
    user.press("托付", "Pass it on")
    user.errors()
    seen(user, "delegations-error")
    user.field("哪类事", "Topic").select_option("work")
    user.field("托付给谁", "To whom").select_option(friend.member)
    user.press("托付", "Pass it on")
    user.done()
    seen(user, "delegations-given")
    id, options = proposal(net, "approval", [she, friend], places(net)[:2], results="untilAnswered")
    other.go("delegations")
    other.sees("怎样做事：您替 1 个人说话", "how we work: you speak for 1")
    seen(other, "delegations-carried")
    other.go(f"proposals/{id}/ballot")
    other.sees("您的选票还代表 1 个", "Your ballot")
    seen(other, "delegations-paper")
    act(net, friend, id, "ballots", {"marks": [{"option": options[0], "value": 1}]}, 201)
    user.go(f"proposals/{id}/ballot")
    user.sees("自己投一张，就以您自己的为准", friend.name)
    seen(user, "delegations-passed")
    user.go("delegations")
    name = user.t(f"收回托付给{friend.name}的：怎样做事", f"Take how we work back from {friend.name}")
    user.page.get_by_role("button", name=name, exact=True).click()
    user.done()
    user.sees("还没有托付什么。", "Nothing passed on.")


def test_the_mindset_check_from_the_seven_lines_to_where_all_lie(enter, net):
    people = [net.member(name=f"mind{number}") for number in range(5)]
    lead, she = enter(net.founder), enter(people[0])
    lead.go("align/mindset")
    lead.sees("还没有做过。", "It hasn’t been done yet.")
    seen(lead, "mindset-none")
    lead.press("开始一轮", "Begin a round", lead.opened("开始一轮", "Begin a round"))
    lead.sees("这份是关于自己的", "This one is about oneself")
    sheet = lead.page.url.split("?")[0].rsplit("/", 1)[1]
    she.go(f"sheets/{sheet}")
    seen(she, "mindset-blank")
    for side, place in (("own", "2"), ("net", "6")):
        she.page.locator(f"#f-q-{side}1").get_by_role("radio", name=place, exact=True).check()
    she.press("交上", "Hand in")
    she.done()
    seen(she, "mindset-given")
    for number, one in enumerate(people[1:]):
        ok(one.post(f"/api/v1/networks/{net.slug}/sheets/{sheet}/answers", {"mayShow": True, "replies": [
            {"question": "own1", "picks": [number + 3]}, {"question": "net1", "picks": [2]}]}))
    lead.go(f"sheets/{sheet}")
    lead.press("截止并揭晓", "Close it and show the answers")
    lead.done()
    she.go(f"sheets/{sheet}")
    she.sees("中位数 4", "median 4")
    seen(she, "mindset-result")
    she.go("align/mindset")
    she.sees("从不给人打分", "Nobody is scored")
    expect(she.page.locator("main li").first).to_be_visible()
    seen(she, "mindset-rounds")
