/// What asking for vouches, and recommending together, say.
enum VouchAskWords {
    static let title = Text(zh: "背书请求", en: "Asks to vouch")
    static func waits(_ origin: VouchAsk.Origin) -> Text {
        switch origin {
        case .request: Text(zh: "有人请您背书", en: "Somebody asks for your vouch")
        case .recommendation: Text(zh: "请您一起推荐一个人", en: "A recommendation waits for your signature")
        case .arrival: Text(zh: "有人通过您的邀请来了：您认识吗", en: "Somebody came by your invitation: do you know them?")
        }
    }

    // MARK: Problems

    static func tooMany(_ most: Int) -> Text {
        Text(
            zh: "您最多同时有 \(most) 个请求在等答复。请先等一等，或撤回一个。",
            en: "At most \(most) of your requests can wait at a time. Wait for an answer, or withdraw one.")
    }
    static func tooManyRecommendations(_ most: Int) -> Text {
        Text(
            zh: "您最多同时发起 \(most) 份联名推荐。", en: "At most \(most) joint recommendations of yours can be open at a time.")
    }
    static let isOver = Text(zh: "这个请求已经有了结果，或者过期了。", en: "This is answered already, or its time is over.")
    static let othersOnly = Text(
        zh: "请选别人：您自己已先签名，被推荐的人不能签。",
        en: "Choose others: you sign first yourself, and the one recommended can't sign.")
    static let sayOrTake = Text(
        zh: "请写下自己的话，或勾选“我读过，这也是我的话”。",
        en: "Write your own words, or choose “I have read it, and say the same”.")

    // MARK: Asking

    static let askTitle = Text(zh: "请这位成员为我背书", en: "Ask this member to vouch for me")
    static func askOf(_ name: String) -> Text { Text(zh: "请 \(name) 为您背书。", en: "You ask \(name) to vouch for you.") }
    static let askHint = Text(
        zh: "只请真正认识您的人。对方可以不答应，不用说理由。请求 30 天后自动过期。不要给好处，也不要接受要好处的人：那样的请求可以举报。",
        en:
            "Ask those who really know you. They may say no without a reason. A request is over after 30 days. Offer nothing in return, and accept nobody who asks for something: that can be reported."
    )
    static let askWords = Text(zh: "你们怎么认识、一起做过什么", en: "How you know each other, what you did together")
    static let askWho = Text(zh: "对方和守护者看得到", en: "Read by them and by the stewards")
    static let send = Text(zh: "发出请求", en: "Send the request")

    // MARK: Answering

    static func says(_ name: String) -> Text { Text(zh: "\(name) 写道：", en: "\(name) writes:") }
    static func wantsVouch(_ name: String, _ kind: Vouch.Kind) -> Text {
        Text(
            zh: "\(name) 请您为其“\(TrustWords.name(of: kind))”背书。",
            en: "\(name) asks you to vouch for their “\(TrustWords.name(of: kind))”.")
    }
    static func wantsSignature(_ by: String, _ name: String, _ kind: Vouch.Kind) -> Text {
        Text(
            zh: "\(by) 请您一起推荐 \(name)，为其“\(TrustWords.name(of: kind))”背书。",
            en: "\(by) asks you to recommend \(name) together, vouching for their “\(TrustWords.name(of: kind))”.")
    }
    static func came(_ name: String) -> Text {
        Text(
            zh: "\(name) 通过您的邀请加入了。链接不替任何人背书：您认识这个人吗？",
            en: "\(name) came by your invitation. A link vouches for nobody: do you know this person?")
    }
    static let signatureIs = Text(
        zh: "您的签名就是您自己的一份背书：算在您的名额里，由您担保，随时可以收回。",
        en:
            "Your signature is a vouch of your own: it counts as yours, you answer for it, and can take it back any time."
    )
    static let ownWords = Text(zh: "我自己的话", en: "My own words")
    static let ownWordsHint = Text(zh: "可以不写：那就勾选下面一项。", en: "May be left out if you take the words above.")
    static let take = Text(zh: "上面的话", en: "The words above")
    static let taken = Text(zh: "我读过，这也是我的话", en: "I have read it, and say the same")
    static let notTaken = Text(zh: "我用自己的话说", en: "I say it in my own words")
    static let sign = Text(zh: "签名推荐", en: "Sign the recommendation")
    static let know = Text(zh: "我认识这个人：背书", en: "I know this person: vouch")
    static let dontKnow = Text(zh: "我不认识", en: "I don't know them")
    static let decline = Text(zh: "不背书", en: "No, I can't")
    static let withdraw = Text(zh: "撤回请求", en: "Withdraw the request")
    static let noBlame = Text(zh: "不答应不需要理由，也不会有任何后果。", en: "A no needs no reason and has no consequence.")
    static let report = Text(zh: "有人给我好处，或向我要好处", en: "I was offered or asked for something in return")
    static let reportHint = Text(
        zh: "背书不能买卖。一位负责人会在一天内答复您；请求里的话会一起交给他。",
        en: "Vouches are not for sale. Somebody answers you within a day; they read what the request says.")
    static let reportWords = Text(zh: "给了什么、要什么、怎么说的", en: "What was offered or asked, and how")

    static let waitingTitle = Text(zh: "等我答复的", en: "Waiting for my answer")
    static let mineTitle = Text(zh: "我请求的", en: "What I asked for")
    static let recommendationsTitle = Text(zh: "联名推荐", en: "Joint recommendations")
    static let none = Text(zh: "没有。", en: "Nothing.")
    static func until(_ at: Int64) -> Text { Text(zh: "到\(day: at)", en: "until \(day: at)") }
    static let open = Text(zh: "等答复", en: "waiting")
    static func name(of outcome: VouchAsk.Outcome) -> Text {
        switch outcome {
        case .vouched: Text(zh: "已背书", en: "vouched")
        case .declined: Text(zh: "没有答应", en: "declined")
        case .withdrawn: Text(zh: "已撤回", en: "withdrawn")
        case .reported: Text(zh: "已举报", en: "reported")
        case .lapsed: Text(zh: "已过期", en: "over")
        }
    }

    // MARK: Together

    static let recommendTitle = Text(zh: "联名推荐", en: "Recommend together")
    static func recommendOf(_ name: String) -> Text {
        Text(zh: "和别人一起推荐 \(name)。", en: "Recommend \(name) together with others.")
    }
    static let recommendHint = Text(
        zh: "您先签名，再请别人签。每个签名都是签名人自己的一份背书；14 天内没签的就过期。",
        en:
            "You sign first and ask others to. Each signature is a vouch of its own by whoever signs; who has not signed after 14 days is asked no more."
    )
    static let signers = Text(zh: "请谁一起签", en: "Who is asked to sign")
    static let sharedWords = Text(zh: "你们怎么认识这个人、一起做过什么", en: "How you know them, what you did together")
    static let sharedWho = Text(
        zh: "被请签名的人、被推荐的人和守护者看得到", en: "Read by those who are asked to sign, the one recommended and the stewards")
    static let start = Text(zh: "签名并请他们签", en: "Sign, and ask them to")
    static let signed = Text(zh: "已签名", en: "Signed by")
    static let notSigned = Text(zh: "还没有签名", en: "Not signed yet")
    static func heading(_ name: String, _ kind: Vouch.Kind) -> Text {
        Text(zh: "推荐 \(name)：\(TrustWords.name(of: kind))", en: "Recommending \(name): \(TrustWords.name(of: kind))")
    }

    /// What stands in the matter that a report opens.
    static func reported(_ kind: Vouch.Kind, asked: String, said: String) -> Text {
        Text(
            zh: "有人以好处换“\(TrustWords.name(of: kind))”背书。\n\n请求里写的：\n\(asked)\n\n举报人的话：\n\(said)",
            en:
                "Something in return for a vouch for “\(TrustWords.name(of: kind))”.\n\nThe request says:\n\(asked)\n\nWho reports it says:\n\(said)"
        )
    }

    // MARK: Mails

    static let mailSubject = Text(zh: "背书请求", en: "Asks to vouch")
    static func mailRequest(_ name: String, _ kind: Vouch.Kind) -> Text { wantsVouch(name, kind) }
    static func mailSign(_ by: String, _ name: String) -> Text {
        Text(zh: "\(by) 请您一起推荐 \(name)。", en: "\(by) asks you to recommend \(name) together.")
    }
    static func mailSigned(_ name: String) -> Text {
        Text(zh: "\(name) 签了您发起的联名推荐。", en: "\(name) has signed the recommendation that you opened.")
    }
    static func mailDeclined(_ name: String) -> Text {
        Text(
            zh: "\(name) 这次没有为您背书。不用放在心上，可以请别人。",
            en: "\(name) can't vouch for you this time. Don't take it to heart; ask somebody else.")
    }
    static func mailPromiseKept(_ name: String) -> Text {
        Text(
            zh: "\(name) 用您给的链接加入了，并且说是您本人给的：您答应的“身份”背书已经给出。不是您想的那个人？可以马上收回：",
            en:
                "\(name) came by your link and says that they have it from you: the vouch for identity that you promised is given. Not the one you meant? Take it back at once:"
        )
    }
}
