/// Small tasks for whoever comes, and what is said about them.
enum SmallWords {
    static let title = Text(zh: "小任务", en: "Small tasks")
    static let hint = Text(
        zh: "几分钟一件，全来自公开的内容；做完由另一个人看一遍，才算数。",
        en: "A few minutes each, all from what is public; another person looks at it before it counts.")
    static let mine = Text(zh: "我手上的", en: "In my hands")
    static let toDo = Text(zh: "可以做的", en: "What there is to do")
    static let take = Text(zh: "拿一件", en: "Take one")
    static let check = Text(zh: "看一看别人做的", en: "Look at what others did")
    static func checks(_ count: Int) -> Text {
        count == 1
            ? Text(zh: "有 1 件等第二个人看。", en: "One waits for a second person.")
            : Text(zh: "有 \(count) 件等第二个人看。", en: "\(count) wait for a second person.")
    }
    static let takeCheck = Text(zh: "看一件", en: "Look at one")
    static let done = Text(zh: "我做过的", en: "What I have done")
    static let goOn = Text(zh: "接着做", en: "Go on")
    static func left(_ count: Int) -> Text {
        count == 1 ? Text(zh: "1 件", en: "one") : Text(zh: "\(count) 件", en: "\(count) of them")
    }

    static func name(of kind: SmallTask.Kind) -> Text {
        switch kind {
        case .findNumber: Text(zh: "查机构的公开电话和所在区", en: "Find an institution’s number and district")
        case .sortList: Text(zh: "把一长串清单拆成一行一样", en: "Turn a long list into lines")
        case .translate: Text(zh: "翻译一条公开的求助", en: "Translate a public need")
        case .spotDouble: Text(zh: "两条求助是不是同一件事", en: "Are two needs one and the same?")
        case .hangPoster: Text(zh: "贴一张海报", en: "Hang up a poster")
        }
    }

    static func what(_ kind: SmallTask.Kind) -> Text {
        switch kind {
        case .findNumber:
            Text(
                zh: "在机构自己的网站上找总机号码，写下号码、网址和所在的区。不要打过去。",
                en:
                    "Look on the institution’s own pages for its switchboard; note the number, the address of the page and the district. Don’t call."
            )
        case .sortList:
            Text(
                zh: "一样东西写一行，数量写在后面；没写数量的就不写。",
                en: "One thing on each line with its number behind it; where there is no number, none.")
        case .translate:
            Text(zh: "译得准、译得简单，不加不减，不写联系方式。", en: "Be exact and simple; add nothing, leave nothing out, no contacts.")
        case .spotDouble:
            Text(
                zh: "只看公开的内容：同一家、同一批东西，才算同一件。",
                en: "By what is public alone: the same place asking for the same things is one need.")
        case .hangPoster:
            Text(
                zh: "打开海报打印出来，贴在允许张贴的地方，写下大概在哪里。",
                en: "Open the poster, print it, hang it where posters are allowed, and note roughly where.")
        }
    }

    // MARK: Doing

    static let phone = Text(zh: "公开的总机号码", en: "The public number of the switchboard")
    static let phoneHint = Text(zh: "如 027-8888 1234", en: "such as 027-8888 1234")
    static let source = Text(zh: "在哪个网页上", en: "On which page")
    static let district = Text(zh: "在哪个区", en: "In which district")
    static let lines = Text(zh: "一行一样", en: "One thing on each line")
    static let original = Text(zh: "原文", en: "As it stands")
    static let titleField = Text(zh: "标题的译文", en: "The title, translated")
    static let itemsField = Text(
        zh: "每样东西的译文，一行一样，顺序不变", en: "The things, translated: one on each line, in the same order")
    static let which = Text(zh: "是同一件吗", en: "Are they one?")
    static let same = Text(zh: "是同一件", en: "They are one")
    static let different = Text(zh: "是两件", en: "They are two")
    static let why = Text(zh: "从哪里看出来", en: "How one can tell")
    static let place = Text(zh: "贴在哪里（小区、街道，不写门牌）", en: "Where it hangs (street or block, no house number)")
    static let openNeed = Text(zh: "打开海报", en: "Open the poster")
    static let finish = Text(zh: "做好了", en: "Done")
    static let whoSees = Text(zh: "看的人和值班台看得到", en: "Seen by whoever checks it, and by the desk")
    static let locked = Text(zh: "这一件现在是您的，别人不会同时做。", en: "This one is yours for now; nobody else works on it.")
    static let pass = Text(zh: "换一件", en: "Pass it on")
    static let reason = Text(zh: "为什么", en: "Why")
    static func name(of reason: SmallSkip) -> Text {
        switch reason {
        case .hard: Text(zh: "做不出来", en: "I can’t do it")
        case .unclear: Text(zh: "看不明白", en: "It is not clear")
        case .notMine: Text(zh: "不适合我", en: "It is not for me")
        }
    }

    // MARK: Checking

    static let answer = Text(zh: "对方的答案", en: "What they answered")
    static let isRight = Text(zh: "对的", en: "It is right")
    static let isWrong = Text(zh: "不对", en: "It is not right")
    static let wrongWords = Text(zh: "哪里不对（值班台和做的人会读到）", en: "What is wrong (the desk and whoever did it will read it)")
    static let lookYourself = Text(zh: "自己看一遍，再点。", en: "Look for yourself before you press.")
    static let waits = Text(zh: "等第二个人看", en: "waits for a second person")
    static let said = Text(zh: "第二个人说", en: "The second person says")
    static func name(of state: SmallTask.State) -> Text {
        switch state {
        case .open: Text(zh: "没做", en: "to do")
        case .done: waits
        case .accepted: Text(zh: "确认了，谢谢", en: "confirmed, thank you")
        case .disputed: Text(zh: "两人看法不同，值班台来定", en: "two see it differently; the desk decides")
        case .refused: Text(zh: "没有采用", en: "not taken")
        case .ended: Text(zh: "不需要了", en: "not needed any more")
        }
    }

    // MARK: Nothing to do

    static let moreHands = Text(zh: "现在人手比活多", en: "More hands than work just now")
    static let moreHandsWhy = Text(
        zh: "这是好事。可以待命到几点，有活就问您；也可以先学点什么。",
        en:
            "That is good news. Stand by until an hour and you are asked when there is something; or learn something meanwhile."
    )
    static let standbyUntil = Text(zh: "待命到几点", en: "Stand by until")
    static let standby = Text(zh: "我待命", en: "I stand by")
    static func standsBy(_ time: String) -> Text {
        Text(zh: "您待命到 \(time)，谢谢。", en: "You stand by until \(time). Thank you.")
    }
    static let ownThings = Text(zh: "别的小事", en: "Other small things")

    // MARK: No

    static let signFirst = Text(
        zh: "先签伙伴契约（一屏就够），再拿任务。", en: "Please sign the Pact first – it is one screen –, then take a task.")
    static func enoughHeld(_ most: Int) -> Text {
        Text(zh: "先做完手上的，最多同时 \(most) 件。", en: "Finish what you have in hand first: \(most) at most.")
    }
    static let enoughToday = Text(zh: "今天够多了，明天再来。", en: "That is enough for today; please come again tomorrow.")
    static let nothingToDo = Text(zh: "现在没有这样的任务。", en: "There is no such task just now.")
    static let nothingToCheck = Text(zh: "现在没有要您看的。", en: "There is nothing for you to look at just now.")
    static let notYours = Text(
        zh: "这一件已经不在您手上了，可能到了时间。", en: "This one is not in your hands any more; its time may have run out.")
    static let isGone = Text(zh: "原来的求助变了，这一件不用做了。", en: "The need has changed meanwhile; this is not needed any more.")
    static let notOneself = Text(zh: "自己做的由别人来看。", en: "Another person looks at what one did oneself.")
    static let noMoney = Text(zh: "不要写钱和账号。", en: "No money and no accounts, please.")
    static let noContact = Text(zh: "不要写电话、邮箱等联系方式。", en: "No phone numbers or mail addresses, please.")
    static let badNumber = Text(
        zh: "写一个能打的号码，如 027-88881234。", en: "A number that can be dialled, such as 027-88881234.")
    static let noMobile = Text(zh: "要机构公开的座机或总机，不要个人手机。", en: "The institution’s own line, please, nobody’s mobile.")
    static let badSource = Text(
        zh: "写号码所在网页的网址，以 https:// 开头。", en: "The address of the page where it stands, beginning with https://.")
    static func badList(_ most: Int) -> Text {
        Text(zh: "写 2 到 \(most) 行，一行一样。", en: "Between 2 and \(most) lines, one thing on each.")
    }
    static func asMany(_ count: Int) -> Text {
        Text(zh: "要和原文一样多：\(count) 行。", en: "As many lines as the original has: \(count).")
    }
    static func otherLanguage(_ language: Language) -> Text {
        language == .zh
            ? Text(zh: "请译成中文。", en: "Please put it into Chinese.")
            : Text(zh: "请译成英文。", en: "Please put it into English.")
    }
    /// Between things that stand in one line.
    static let listMarks = "、,，;；|｜/"

    static let mailFirst = Text(
        zh: "您做的第一件小任务，另一个人看过了，是对的。谢谢您！",
        en: "Your first small task was looked at by another person, and it is right. Thank you!")

    // MARK: On the page of a need

    static func translated(_ language: Language) -> Text {
        language == .zh
            ? Text(zh: "志愿者译文", en: "Chinese by a volunteer") : Text(zh: "志愿者的英文译文", en: "Translated by a volunteer")
    }
    static let wrong = Text(zh: "译得不对？告诉我们", en: "Is the translation wrong? Tell us")
    static let translatedHint = Text(
        zh: "由一位志愿者翻译，另一位看过；以原文为准。", en: "By one volunteer, looked at by another; the original counts.")
}

/// One screen: what one signs, and where one begins.
enum StartWords {
    static let title = Text(zh: "马上开始", en: "Start at once")
    static let lead = Text(
        zh: "一屏看完，签个名，就可以做第一件小任务。入门课可以以后再学。",
        en: "One screen, your name under it, and you can do a first small task. The primer can wait.")
    static let rules = Text(zh: "我们说好的", en: "What we agree")
    static let points = [
        Text(zh: "说到做到；做不到，早点说。", en: "We do what we say; where we can’t, we say so early."),
        Text(zh: "谁都不收钱、不要账号、不要验证码。", en: "Nobody takes money or asks for accounts or codes."),
        Text(zh: "别人的电话、地址、病情，不外传。", en: "Nobody passes on another’s phone, address or illness."),
        Text(zh: "对人尊重；看到不对的，告诉我们。", en: "We treat each other with respect, and say when something is wrong."),
        Text(zh: "累了就歇，随时可以退出。", en: "Whoever is tired rests; anybody may leave any day."),
    ]
    static let privacy = Text(zh: "您的资料", en: "What is yours")
    static let privacyWords = Text(
        zh: "您的电话和邮箱加密保存，只用来登录和通知您；在“我的资料”里决定谁看得到什么，也可以随时要求删除。",
        en:
            "Your phone and mail address are kept sealed and used to let you in and to tell you things; your profile says who sees what, and you can have it all deleted."
    )
    static let full = Text(zh: "契约全文", en: "The Pact in full")
    static let sign = Text(zh: "我同意并签名，开始", en: "I agree and sign; let’s start")
    static let go = Text(zh: "去做小任务", en: "To the small tasks")
    static let lead2 = Text(zh: "您已签过，可以开始了。", en: "You have signed; you can start.")
    static let whyNow = Text(
        zh: "十分钟内就能帮上忙：一屏契约，然后一件小任务。", en: "Be of use within ten minutes: the Pact on one screen, then a small task.")
}
