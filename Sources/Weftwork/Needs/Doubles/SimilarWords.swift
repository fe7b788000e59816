/// What is said of needs that are like the one that is being written.
enum SimilarWords {
    static let earlier = Text(zh: "这部手机以前提交过的", en: "Asked from this phone before")
    static let earlierHint = Text(
        zh: "只在打开过专属链接的手机上显示。", en: "Shown only on a phone that has opened the secret link.")
    static let again = Text(zh: "再求助一次 ", en: "Ask again ")
    static let filledFrom = Text(zh: "已按您以前的需求填好：", en: "Filled in from your earlier need:")
    static let oldStays = Text(
        zh: "改掉不一样的地方再提交。这是一项新的需求，以前那一项不变。",
        en: "Change what is different, then send. It is a new need; the earlier one stays as it is.")
    static let similar = Text(zh: "已公开的类似需求", en: "Similar public needs")
    static let similarHint = Text(
        zh: "如果说的就是同一件事，可以在那一项上补充您的情况；不是就继续填写，不影响提交。",
        en: "If it is the same thing, add your details to it. If not, just go on: nothing keeps you from sending.")
    static let itIsThis = Text(zh: "就是这一项，补充我的情况 ", en: "It is this one: add my details ")
    static let following = Text(zh: "您说的与这一项相同：", en: "Yours is the same as:")
    static let followHint = Text(
        zh: "请留下您的联系方式，写上您这边的情况。您会有自己的查询码；工作人员核对后把两项合在一起办，进展都会告诉您。",
        en:
            "Leave a way to reach you and say how it is with you. You get a code of your own; the desk checks and handles both together, and you hear how it goes."
    )
    static let apart = Text(zh: "不是同一件事，单独提交", en: "Not the same after all: ask by itself")
    static let mineToo = Text(zh: "我也需要这个，补充我的情况", en: "I need this too: add my details")
    static let againOf = Text(zh: "再次求助，以前那一项：", en: "Asked again; the earlier need:")
    static let followOf = Text(zh: "求助者说与这一项相同：", en: "The requester says it is the same as:")
    static let askAgain = Text(zh: "再求助一次", en: "Ask again")
    static let askAgainHint = Text(
        zh: "用这一项的内容填好一张新表；这一项不变。", en: "Opens a form filled in from this need; this one stays as it is.")
}
