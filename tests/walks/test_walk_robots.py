"""A coordinator joins a group's robot and tries it; a volunteer names one of her own and answers by its link, without signing in."""

import pytest

from browser import Walked
from robots import Robots
from servers import Server, until
from support import ok
from test_walk_waves import drivers


@pytest.fixture(scope="module")
def robots():
    made = Robots()
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory, robots):
    made = Server("sqlite", tmp_path_factory.mktemp("robots"), **robots.settings())
    yield made.start()
    made.clear()


@pytest.fixture
def net(server, language):
    return Walked(server, language)


def test_a_groups_robot_and_ones_own(enter, net, robots):
    t, item = net.t, net.t("送餐的司机", "Drivers for meals")
    net.own_words |= {item, robots.place}
    chat, mine = f"group-{net.slug}", f"mine-{net.slug}"
    people = drivers(net, 2)

    lead = enter(net.founder)
    lead.go("robots")
    lead.sees("还没有群机器人。", "There is no group robot yet.")
    part = lead.opened("接入一个机器人", "Join a robot")
    lead.look()
    lead.page.get_by_label(t("哪个平台", "Platform")).select_option("dingtalk")
    lead.fill("哪个群", "Which group", t("城东司机群", "Drivers of the east"), part)
    lead.field("机器人的地址", "Webhook address", part).fill("https://169.254.169.254/robot/send?access_token=x")
    lead.field("加签密钥", "Signing secret", part).fill("SEC1")
    lead.press("接入", "Join it", part)
    lead.errors("应以", "It begins with")
    part = lead.opened("接入一个机器人", "Join a robot")
    lead.field("机器人的地址", "Webhook address", part).fill(robots.address("dingtalk", chat, "SEC1"))
    lead.field("加签密钥", "Signing secret", part).fill("SEC1")
    lead.press("接入", "Join it", part)
    lead.sees("接好了。发一条试试", "It is joined. Send a test")
    lead.sees("还没试过", "Not tried")
    lead.look()
    lead.page.get_by_role("button", name=t("发一条试试", "Send a test")).click()
    lead.sees("机器人收下了", "The robot took it")
    lead.sees("正常", "Works")
    lead.look()
    assert len(robots.said(chat)) == 1

    she = enter(people[0])
    she.go("/me/security")
    part = she.opened("接入我的机器人", "Join my robot")
    part.get_by_label(t("哪个平台", "Platform")).select_option("feishu")
    she.field("机器人的地址", "Webhook address", part).fill(robots.address("feishu", mine, "own"))
    she.field("加签密钥", "Signing secret", part).fill("own")
    she.press("接入我的机器人", "Join my robot", part)
    she.sees("看看机器人说了什么", "See what the robot said")
    she.look()
    she.field("验证码", "Code").fill(robots.wait(mine, r"(?:验证码：|Code: )(\d{6})").group(1))
    she.press("确认", "Confirm")
    she.sees("正常", "Works")
    she.look()

    need = net.published(lines=[{"item": item, "kind": "people", "quantity": 2}])
    call = {"line": need.line()["id"], "members": [people[0].member]}
    ok(net.member("dispatcher").post(f"/api/v1/networks/{net.slug}/needs/{need.id}/help-calls", call), 201)
    code = robots.wait(mine, r"/asked/([A-Za-z0-9_-]+)").group(1)
    phone = enter()
    phone.go(f"/asked/{code}")
    phone.sees("能帮个忙吗？", "Can you help?")
    phone.sees(item, item)
    phone.press("好，我来", "Yes, I will")
    phone.sees("谢谢，说好了。", "Thank you, it is agreed.")

    # Whoever reads the group opens its link, signs in and comes by themselves.
    path = robots.wait(chat, r"/n/\S+/hands/[0-9a-f-]+").group(0)
    group = enter()
    group.go(path)
    group.sees("这里要人", "People are wanted here")
    group.look()
    group.follow("登录，说我能来", "Sign in to say yes")
    group.let_in(people[1], by_code=True)
    group.page.wait_for_url(f"**{path}")
    group.sees("已有 1 人答应，要 2 人", "1 of 2 have said yes")
    group.look()
    group.press("好，我来", "Yes, I will")
    group.sees("谢谢，说好了。", "Thank you, it is agreed.")
    group.look()

    # A robot that is gone is said to be, and is ended.
    robots.says[chat] = {"errcode": 300001, "errmsg": "token is not exist"}
    lead.go("robots")
    lead.page.get_by_role("button", name=t("发一条试试", "Send a test")).click()
    lead.sees("机器人不在了，或者地址不对。", "The robot is gone, or its address is wrong.")
    lead.sees("停着，等人修", "Stopped: mend it")
    lead.look()
    lead.page.get_by_role("button", name=t("不再使用", "End it")).click()
    lead.sees("已经停用", "It is ended")
    until(lambda: need.read(net.founder)["lines"][0]["claimed"] == 2)
