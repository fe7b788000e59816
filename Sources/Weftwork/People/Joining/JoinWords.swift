/// What coming in and being welcomed say.
enum JoinWords {
    static func between(_ least: Int, _ most: Int) -> Text {
        Text(zh: "\(least) 到 \(most)。", en: "Between \(least) and \(most).")
    }
    static let over = Text(
        zh: "这个邀请已经用完或过期。可以请对方再发一个，或直接申请加入。",
        en: "This invitation is used up or over. Ask for another, or apply to join.")
    static func tooMany(_ most: Int) -> Text {
        Text(
            zh: "您未用完的邀请名额最多 \(most) 个。请先结束一些。",
            en: "Your open invitations may hold \(most) places at most. End some first.")
    }
    static let isMember = Text(zh: "您已经是成员。", en: "You are a member already.")
    static let noCall = Text(zh: "目前没有公开招募。可以申请加入。", en: "There is no open call now. You can apply to join.")
    static let noPartner = Text(
        zh: "您不是互认网络里有背书的成员。可以申请加入。", en: "You are no vouched member of a partner network. You can apply to join.")
    static let noBuddyYet = Text(zh: "还没有给您安排伙伴。", en: "You have no buddy yet.")
    static let badBuddy = Text(
        zh: "请选一位有背书、愿意做伙伴的成员。", en: "Choose a member who is vouched for and willing to be a buddy.")

    static let title = Text(zh: "加入", en: "Join")
    static func invitedBy(_ name: String) -> Text { Text(zh: "\(name) 邀请您加入。", en: "\(name) invites you.") }
    static let accept = Text(zh: "加入", en: "Join")
    static let whatFollows = Text(
        zh: "您以新成员身份加入：可以看、可以认领力所能及的事。认识您的人背书后，可以做得更多。随时可以离开。",
        en:
            "You come in as a newcomer: you see what members see and may take on what you can. With vouches of people who know you, more opens. You can leave any day."
    )
    static let signUpTitle = Text(zh: "先确认您的邮箱", en: "First, your mail address")
    static let name = Text(zh: "您的名字", en: "Your name")
    static let nameWho = Text(zh: "成员看得到", en: "Members see it")
    static let emailWho = Text(zh: "只有您自己看得到", en: "Nobody but you sees it")
    static let continueButton = Text(zh: "继续", en: "Continue")
    static let haveAccount = Text(zh: "我已有账号，去登录", en: "I have an account: sign in")
    static let apply = Text(zh: "申请加入", en: "Apply to join")
    static let applyWords = Text(zh: "介绍一下自己", en: "About yourself")
    static let applyHint = Text(
        zh: "说说您是谁、能带来什么、认识这里的谁。三天内有人答复。",
        en: "Say who you are, what you bring, whom you know here. Somebody answers within three days.")
    static let applied = Text(
        zh: "申请已收到，三天内有人答复您。", en: "Your application is here; somebody answers within three days.")
    static let byCall = Text(zh: "现在就加入做志愿者", en: "Join as a volunteer now")
    static let byPartner = Text(zh: "以互认网络成员身份加入", en: "Come in as a member of a partner network")

    static let invitations = Text(zh: "邀请", en: "Invitations")
    static let invite = Text(zh: "做一个邀请", en: "Make an invitation")
    static let inviteHint = Text(
        zh: "链接或二维码海报，谁拿到都能用；它不替任何人背书——来的人您认识的话，再单独为其背书。",
        en:
            "A link or a poster with a QR code, good for whoever holds it. It vouches for nobody: for those you know, vouch by name afterwards."
    )
    static let uses = Text(zh: "可用次数", en: "How many can use it")
    static let days = Text(zh: "有效天数", en: "Days it lasts")
    static let campaign = Text(zh: "用在哪里（如“食堂海报”）", en: "Where it is used (“poster in the canteen”)")
    static let note = Text(zh: "附一句话", en: "A word with it")
    static let noteWho = Text(zh: "拿到链接的人都看得到", en: "Whoever has the link sees it")
    static func used(_ used: Int, _ uses: Int, _ until: Int64) -> Text {
        Text(zh: "已用 \(used)/\(uses)，到\(day: until)", en: "\(used) of \(uses) used, until \(day: until)")
    }
    static let isOver = Text(zh: "已结束", en: "over")
    static let poster = Text(zh: "海报", en: "Poster")
    static let end = Text(zh: "结束", en: "End")
    static let scan = Text(zh: "扫码加入", en: "Scan to join")
    static let posterLabel = Text(zh: "加入的二维码", en: "QR code to join")

    static let welcomes = Text(zh: "新成员", en: "Newcomers")
    static let noNewcomers = Text(zh: "没有在路上的新成员。", en: "No newcomers on their way.")
    static let welcome = Text(zh: "欢迎", en: "Welcome")
    static let steps = Text(zh: "头几步", en: "First steps")
    static let whatLevelsAsk = Text(zh: "每一档要您做什么", en: "What each asks of you")
    static let chooseLevel = Text(zh: "去选", en: "Choose")
    static let seesAsPartner = Text(
        zh: "您所在的网络与这里互认：发布给伙伴网络的求助，您在求助板上看得到。",
        en:
            "Your network and this one recognise each other: you see on the board what is published to partner networks."
    )
    static let allDone = Text(zh: "都完成了，欢迎您！", en: "All done. It is good to have you here!")
    static func name(of step: Arrival.Step) -> Text {
        switch step {
        case .pact: Text(zh: "签署伙伴契约", en: "Sign the Pact")
        case .level: Text(zh: "选您想投入多少", en: "Choose how much you give")
        case .said: Text(zh: "说说您能带来什么、需要什么", en: "Say what you bring and what you need")
        case .primer: Text(zh: "入门：15 分钟", en: "The primer: 15 minutes")
        case .buddy: Text(zh: "见见您的伙伴", en: "Meet your buddy")
        case .firstThing: Text(zh: "做第一件小事", en: "Do a first small thing")
        case .seen: Text(zh: "和编织者聊一聊（7 天内）", en: "Speak with a weaver (within 7 days)")
        }
    }
    static let firstThingHint = Text(
        zh: "挑一件力所能及的，做完写一句，伙伴确认。",
        en: "Take one, say in a line what you did, and your buddy confirms it.")
    static let toThings = Text(zh: "挑一件", en: "Choose one")
    static let stepDone = Text(zh: "已完成", en: "Done")
    static let buddyComes = Text(zh: "正在为您找一位。", en: "We are looking for somebody for you.")
    static let met = Text(zh: "见过了", en: "We have met")
    static let buddy = Text(zh: "伙伴", en: "Buddy")
    static let nameBuddy = Text(zh: "安排伙伴", en: "Name a buddy")
    static let seen = Text(zh: "已经聊过", en: "We have spoken")
    static let seeNewcomer = Text(zh: "见一位新成员", en: "See a newcomer")
    static let cameBy = Text(zh: "来的方式", en: "Came by")
    static let through = Text(zh: "介绍人", en: "Through")
    static let toPrimer = Text(zh: "去学", en: "Begin")

    static let primer = Text(zh: "入门课", en: "The primer")
    static let primerDone = Text(zh: "答对了全部问题。", en: "All answers are right.")
    static let primerWrong = Text(zh: "再读一下这一章。", en: "Have another look at this chapter.")
    static let check = Text(zh: "看看对不对", en: "Check my answers")

    static let referrals = Text(zh: "谁带来了谁", en: "Who came through whom")
    static let funnels = Text(zh: "各种来路走到了哪一步", en: "How far people came, by way")
    static let way = Text(zh: "来路", en: "Way")
    static let joined = Text(zh: "加入", en: "Joined")
    static let signed = Text(zh: "签约", en: "Signed")
    static let seenCount = Text(zh: "见过", en: "Seen")
    static let completed = Text(zh: "走完欢迎", en: "Welcomed")
    static let vouched = Text(zh: "有背书", en: "Vouched")
    static func name(of way: Way) -> Text {
        switch way {
        case .entered: Text(zh: "由管理员录入", en: "Entered by the operator")
        case .invitation: Text(zh: "邀请", en: "Invitation")
        case .application: Text(zh: "申请", en: "Application")
        case .call: Text(zh: "公开招募", en: "Open call")
        case .partner: Text(zh: "互认网络", en: "Partner network")
        }
    }

    static let ways = Text(zh: "加入的途径", en: "Ways to join")
    static let callTitle = Text(zh: "公开招募志愿者", en: "Open call for volunteers")
    static let callWords = Text(zh: "招募的话", en: "What the call says")
    static let until = Text(zh: "到哪天（选过去的日子就结束）", en: "Until (a day gone by ends it)")
    static let partners = Text(zh: "互认网络", en: "Partner networks")
    static let partnerHint = Text(
        zh: "双方都承认后，对方有背书的活跃成员可以直接加入做新成员，也看得到发布给伙伴网络的求助。",
        en:
            "When both sides recognise each other, vouched active members of one come into the other as newcomers, and see what is published to partner networks."
    )
    static let partnerSlug = Text(zh: "对方网络的标识", en: "The other network's slug")
    static let recognise = Text(zh: "承认", en: "Recognise")
    static let mutual = Text(zh: "双方互认", en: "mutual")
    static let oneSided = Text(zh: "等对方承认", en: "waiting for the other side")

    static let mailSubject = Text(zh: "新成员", en: "Newcomers")
    static func mailCame(_ name: String) -> Text {
        Text(
            zh: "\(name) 通过您的邀请加入了。请说您认不认识这个人：认识就为其背书，不认识也请说一声。",
            en:
                "\(name) came by your invitation. Please say whether you know them: if you do, vouch for them; if you don't, say that."
        )
    }
    static let promiseTitle = Text(zh: "要不要为这个人背书", en: "Do you vouch for whoever this is for?")
    static let noPromise = Text(zh: "不，等人来了我再看", en: "No, I will look when they have come")
    static let promise = Text(zh: "是的，这个链接只给一个我认识的人", en: "Yes, this link is for one person whom I know")
    static let promiseHint = Text(
        zh:
            "选“是”的话：第一个使用链接、并且说是您本人给的人，立刻得到您的“身份”背书——就像您亲手背书一样，算在您的名额里，由您担保。请只亲手交给这个人。来的不是这个人时，您会收到邮件，可以马上收回。",
        en:
            "With “yes”, the first who uses the link and says that they have it from you gets your vouch for identity at once – as if you gave it yourself: it counts as yours, and you answer for it. Hand it to that person yourself. You are told by mail who came, and can take it back at once."
    )
    static let promiseWho = Text(
        zh: "选“是”时填写。这个人和守护者看得到。", en: "With “yes” only. Read by them and by the stewards.")
    static let promiseForOne = Text(
        zh: "只有一次有效的链接才能带背书。", en: "Only a link for one can carry a vouch.")
    static let whence = Text(zh: "这个链接是谁给您的", en: "Who gave you this link?")
    static func fromInviter(_ name: String) -> Text {
        Text(zh: "\(name) 本人给我的", en: "\(name) gave it to me")
    }
    static let fromOther = Text(zh: "别人转给我的，或从别处看到的", en: "Somebody passed it on, or I saw it somewhere")
    static let mailNewcomer = Text(zh: "来了一位新成员，请在 7 天内见一见：", en: "There is a newcomer; please see them within 7 days:")
    static let mailAccepted = Text(zh: "您的申请被接受了，欢迎！", en: "Your application was accepted. Welcome!")
    static func mailDeclined(_ reason: String, link: String) -> Text {
        Text(
            zh:
                "您的加入申请没有被接受。\n\n\(reason)\n\n不做成员也能帮上忙：\n\(lines(SmallThingWords.forEverybody))\n\(link)\n",
            en:
                "Your application was not accepted.\n\n\(reason)\n\nYou can help without being a member:\n\(lines(SmallThingWords.forEverybody))\n\(link)\n"
        )
    }
    /// One line for each.
    private static func lines(_ all: [Text]) -> Text {
        all.reduce(.verbatim("")) { Text(zh: "\($0)– \($1)\n", en: "\($0)– \($1)\n") }
    }
    static func mailBuddyOf(_ name: String) -> Text {
        Text(zh: "您是新成员 \(name) 的伙伴，请先打个招呼：", en: "You are the buddy of \(name), who is new. Say hello first:")
    }
    static func mailBuddy(_ name: String) -> Text {
        Text(zh: "\(name) 是您的伙伴，有什么都可以问：", en: "\(name) is your buddy; ask them anything:")
    }
    static func mailSignUp(code: String, link: String) -> Text {
        Text(
            zh: "验证码：\(code)\n\n在您打开的页面输入它，邮箱就确认了。10 分钟内有效，只能用一次。如果不是您，不用理会。\n\(link)\n",
            en:
                "Code: \(code)\n\nType it on the page you have open, and your address is confirmed. Good for 10 minutes and once. If it wasn't you, ignore this.\n\(link)\n"
        )
    }
    static let mailSignUpSubject = Text(zh: "确认邮箱", en: "Confirm your address")
}
