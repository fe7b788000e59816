"""Somebody ranks options on a phone, changes their mind, and casts a secret ballot that stands."""

from support import ok


def proposal(net, method, people, options, **more):
    """Open among these people; made by its API."""
    body = {
        "question": net.t("新仓库放在哪里？", "Where does the new store go?"), "method": method, "quorum": 0, "open": True,
        "topic": "work", "options": [one if isinstance(one, dict) else {"words": one} for one in options],
        "scope": "members:" + ",".join(one.member for one in people), **more}
    net.own_words |= {body["question"], *(option["words"] for option in body["options"])}
    made = ok(net.founder.post(f"/api/v1/networks/{net.slug}/proposals", body), 201)
    return made["id"], [option["id"] for option in made["options"]]


def places(net):
    return [net.t("江夏旧粮库", "The old granary"), net.t("体育馆", "The sports hall"), net.t("学校礼堂", "The school hall")]


def act(net, by, id, door, body, status=200):
    return ok(by.post(f"/api/v1/networks/{net.slug}/proposals/{id}/{door}", body), status)


def test_a_ranked_decision(enter, net):
    people = [net.member(name=name) for name in ("lin", "mo", "qi")]
    names = places(net)
    id, options = proposal(net, "ranked", people, names)
    she = enter(people[0], javascript=False)
    she.go(f"/n/{net.slug}/proposals/{id}")
    she.sees("您还没有投。", "You have not cast yours yet.")
    she.look()
    she.follow("填写选票", "Fill in your ballot")
    she.sees("给选项排名次，1 是最好的。", "Give each its place; 1 is the best.")
    she.look()
    she.press("投票", "Cast it")
    she.errors("还什么都没有填。至少填一项。", "Nothing is filled in. Fill in at least one.")
    she.look()
    for place, name in zip((2, 1), names):
        she.field(name, name).select_option(str(place))
    she.press("投票", "Cast it")
    she.sees("已投。截止前可以随时修改。", "Cast. You can change it until it closes.")
    she.sees("第 1", "1")
    she.look()
    she.follow("修改选票", "Change your ballot")
    she.field(names[0], names[0]).select_option("1")
    she.field(names[1], names[1]).select_option("2")
    she.field(names[2], names[2]).select_option("3")
    she.press("改投", "Change it")
    she.sees("已投。截止前可以随时修改。", "Cast. You can change it until it closes.")
    for by, ranks in zip(people[1:], ((2, 1, 3), (1, 2, 3))):
        act(net, by, id, "ballots", {"marks": [{"option": o, "value": r} for o, r in zip(options, ranks)]}, 201)
    act(net, net.founder, id, "actions", {"action": "close"})
    words = net.t("放在江夏旧粮库，下周搬。", "The old granary it is; we move next week.")
    net.own_words.add(words)
    act(net, net.founder, id, "actions", {"action": "decide", "words": words})
    she.go(f"/n/{net.slug}/proposals/{id}")
    she.sees("两两相比", "Pair by pair")
    she.sees("胜出", "won")
    she.look()


def test_a_secret_ballot(enter, net):
    people = [net.member(name=name) for name in ("lin", "mo", "qi", "an", "yu")]
    id, options = proposal(net, "approval", people, places(net)[:2], secret=True)
    she = enter(people[0], javascript=False)
    she.go(f"/n/{net.slug}/proposals/{id}")
    she.sees("无记名投票：投出去就不能再改", "A secret ballot: once it is in, it stands")
    she.look()
    she.follow("填写选票", "Fill in your ballot")
    she.opened("它挡不住什么", "What it can't do")
    she.sees("这里不给回执", "There is no receipt")
    she.look()
    she.page.get_by_role("checkbox").first.check()
    she.press("投票", "Cast it")
    she.errors("无记名的选票投进去就不能改。", "A secret ballot can't be changed once it is in.")
    # What was ticked is still ticked.
    assert she.page.get_by_role("checkbox").first.is_checked()
    she.look()
    she.page.get_by_label(she.t("我知道：投进去就不能改，也不能再看。", "I know: once it is in I can't change it or look at it.")).check()
    she.press("投票", "Cast it")
    she.sees("选票已经投进票箱。", "Your ballot is in the box.")
    she.look()
    she.go(f"/n/{net.slug}/proposals/{id}/ballot")
    she.sees("您的选票已经在票箱里了，不能再改。", "Your ballot is in the box already; it can't be changed.")
    she.look()
    for place, by in enumerate(people[1:]):
        act(net, by, id, "ballots", {"marks": [{"option": options[place % 2], "value": 1}], "sure": True}, 201)
    act(net, net.founder, id, "actions", {"action": "close"})
    she.go(f"/n/{net.slug}/proposals/{id}")
    she.sees("5 张选票。", "5 ballots.")
    she.look()
