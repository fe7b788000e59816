"""She opens her page in WeChat, asks for answers there, is told when they don't arrive, and takes it away."""

import pytest
from playwright.sync_api import expect

from browser import Walked
from servers import Server, until
from wechat import INSIDE, WeChat


@pytest.fixture(scope="module")
def wechat():
    made = WeChat()
    yield made
    made.close()
    assert not made.faults, made.faults


@pytest.fixture(scope="module")
def wechat_server(wechat, tmp_path_factory):
    made = Server("sqlite", tmp_path_factory.mktemp("wechat"), **wechat.settings())
    yield made.start()
    made.clear()


@pytest.fixture
def net(wechat_server, language):
    return Walked(wechat_server, language)


def test_answers_in_wechat(enter, net, wechat):
    need, user = net.need(), f"o-{net.slug}"
    net.own_words.add("Weft 织网")
    she = enter()
    she.go(need.url)
    card = she.card("怎么联系您", "How to reach you")
    she.sees("请在微信里打开您的链接", "Open your link in WeChat", card)
    she.look()

    # In WeChat, where nobody follows the account yet.
    she.context.new_cdp_session(she.page).send("Network.setUserAgentOverride", {"userAgent": INSIDE})
    she.go(need.url)
    wechat.user = user
    she.follow("用微信答复我", "Answer me in WeChat", card)
    she.page.wait_for_url(f"**/t/{need.code}?done=1**")
    until(lambda: need.track()["ways"][0]["state"] == "failed", "the first message to come back")
    she.go(f"/t/{need.code}")
    she.sees("微信送不到", "WeChat could not deliver", card)
    she.look()

    wechat.followers.add(user)
    she.follow("我关注了，再试一次", "I follow it now: try again", card)
    she.page.wait_for_url(f"**/t/{need.code}?done=1**")
    assert wechat.wait(user, net.t("以后的消息发到这里", "News will come here")) == need.url
    until(lambda: need.track()["ways"][0]["state"] == "taken", "the way to work")
    she.go(f"/t/{need.code}")
    she.sees("最近一条，微信收下了", "WeChat took the latest", card)
    form = she.opened("怎么联系您", "How to reach you", card)
    expect(she.field("用什么方式", "By which way", form)).to_have_value("wechat")
    she.look()

    she.press("不再用微信", "Stop using WeChat", card)
    expect(she.page.get_by_role("link", name=net.t("用微信答复我", "Answer me in WeChat"))).to_be_visible()
    # Leading to WeChat and back is what she asked for; nothing else went to a stranger.
    she.faults[:] = [fault for fault in she.faults if wechat.url not in fault]
