internal import Engine

/// What is said about things that an authority keeps to itself.
enum RestrictionWords {
    static let title = Text(zh: "管控", en: "Restrictions")
    static let hint = Text(
        zh: "有些物资、运输由主管部门统一管理。这里写明管什么、在哪里、到什么时候，要什么许可，或者怎么走官方渠道。",
        en:
            "Some goods and transport are kept by an authority. Here it stands what, where and until when, which permit it asks for, or how to go by its own channel."
    )
    static let none = Text(zh: "现在没有管控。", en: "Nothing is restricted now.")
    static let inForce = Text(zh: "生效中", en: "In force")
    static let later = Text(zh: "尚未开始", en: "Not begun")
    static let over = Text(zh: "已结束", en: "Over")
    static let past = Text(zh: "以前的", en: "Earlier ones")
    static let everywhere = Text(zh: "所有地方", en: "Everywhere")
    static let seeAll = Text(zh: "看全部管控", en: "All restrictions")
    static let heading = Text(zh: "受管控", en: "Restricted")

    /// What is bound: categories, then things by name.
    static func what(_ restriction: Restriction) -> Text {
        func names(_ language: Language) -> String {
            let categories = Need.Category.allCases.filter(restriction.categories.contains)
                .map { NeedWords.name(of: $0)(language) }
            return (categories + restriction.items.map { $0.name(in: language) })
                .joined(separator: SiteWords.listComma(language))
        }
        return Text(zh: "\(names(.zh))", en: "\(names(.en))")
    }
    static func span(_ restriction: Restriction) -> Text {
        guard let until = restriction.until else {
            return Text(zh: "\(moment: restriction.from) 起", en: "from \(moment: restriction.from)")
        }
        return Text(
            zh: "\(moment: restriction.from) 到 \(moment: until)",
            en: "\(moment: restriction.from) to \(moment: until)")
    }
    /// The mark on a card.
    static func badge(_ restriction: Restriction) -> Text {
        Text(zh: "管控：\(restriction.authority)", en: "Restricted: \(restriction.authority)")
    }
    /// What everybody may know about a need that stands under it.
    static func says(_ restriction: Restriction) -> Text {
        restriction.takesPermits
            ? Text(
                zh: "\(what(restriction))由\(restriction.authority)统一管理：要有许可才能认领，或者走官方渠道。",
                en:
                    "\(what(restriction)): kept by \(restriction.authority). It takes a permit to promise any, or it goes by the official channel."
            )
            : Text(
                zh: "\(what(restriction))由\(restriction.authority)统一管理：只能走官方渠道。",
                en: "\(what(restriction)): kept by \(restriction.authority). It goes by the official channel only.")
    }
    static let forHer = Text(
        zh: "照样可以提交：有人负责，会帮您问许可或者转给主管部门，并把答复告诉您。",
        en:
            "Ask all the same: somebody answers for it, seeks the permit or passes it to the authority, and tells you its answer."
    )
    static let asking = Text(zh: "现在受管控的", en: "Restricted just now")

    // MARK: Setting one

    static let set = Text(zh: "登记一项管控", en: "Enter a restriction")
    static let categories = Text(zh: "哪些类别", en: "Which categories")
    static let items = Text(zh: "或者目录里的哪些物品", en: "Or which things of the catalogue")
    static let area = Text(
        zh: "在哪里（从大到小，用“/”分开；不写就是所有地方）", en: "Where (from large to small, with “/”; nothing means everywhere)")
    static let from = Text(zh: "从什么时候", en: "From")
    static let until = Text(zh: "到什么时候", en: "Until")
    static let authority = Text(zh: "哪个主管部门", en: "Which authority")
    static let permit = Text(zh: "要什么许可", en: "Which permit it asks for")
    static let permitHint = Text(zh: "不写就只能走官方渠道", en: "Nothing means: by the official channel only")
    static let channel = Text(zh: "官方渠道：怎么办", en: "Official channel: how it goes")
    static let phone = Text(zh: "官方电话", en: "Its phone")
    static let link = Text(zh: "官方网页", en: "Its page")
    static let note = Text(zh: "说明", en: "Note")
    static let seenByAll = Text(zh: "所有人都能看到", en: "Everybody sees this")
    static let save = Text(zh: "登记", en: "Enter it")
    static let change = Text(zh: "改期限或渠道", en: "Change its time or channel")
    static let lift = Text(zh: "解除", en: "Lift it")
    static func liftOf(_ authority: String) -> Text { Text(zh: "解除：\(authority)", en: "Lift it: \(authority)") }
    static let fixed = Text(
        zh: "管什么、在哪里、要什么许可，登记后不能改：情况变了，就解除这一项，另登记一项。",
        en:
            "What it binds, where, and which permit it asks for stay as entered: when that changes, lift this one and enter another."
    )
    static let unknownItem = Text(zh: "目录里没有这样物品。", en: "The catalogue has no such thing.")
    static let nothingNamed = Text(zh: "至少选一个类别或一样物品。", en: "Name at least one category or thing.")
    static let noWay = Text(
        zh: "写下要什么许可，或者官方渠道；两样都没有，谁也帮不了。",
        en: "Say which permit it asks for, or its official channel: with neither nobody can help.")
    static let badLink = Text(
        zh: "网页要以 https:// 或 http:// 开头。", en: "A page begins with https:// or http://.")
    static let isOver = Text(zh: "这项管控已经结束。", en: "This restriction is over.")

    // MARK: What is refused

    static func permitFirst(_ restriction: Restriction) -> Text {
        restriction.takesPermits
            ? Text(
                zh:
                    "\(what(restriction))由\(restriction.authority)管控，要先有核对过的许可（\(restriction.permit)）。请先在这项需求的页面上写下许可，核对通过后再认领。",
                en:
                    "\(what(restriction)) is kept by \(restriction.authority): it takes an accepted permit (\(restriction.permit)). State yours on the need's page; once it was accepted you can promise."
            )
            : Text(
                zh: "\(what(restriction))由\(restriction.authority)管控，只走官方渠道，不能认领。",
                en:
                    "\(what(restriction)) is kept by \(restriction.authority) and goes by its official channel only: it can't be promised."
            )
    }
    static let bindsNothing = Text(zh: "这项需求现在不受管控。", en: "This need stands under no restriction now.")
    static let whichOne = Text(zh: "请选这项需求受哪一项管控。", en: "Say under which of its restrictions.")
    static func answerIsOut(_ state: Need.State) -> Text {
        Text(
            zh: "现在是“\(NeedWords.name(of: state))”，已转给主管部门，还没有答复。请先记下答复（也可以记“没有答复”）。",
            en:
                "It is “\(NeedWords.name(of: state))” and lies with an authority whose answer is out. Write down its answer first; “no answer” is one too."
        )
    }
    static let noAnswerOut = Text(zh: "现在没有等主管部门的答复。", en: "No answer of an authority is out.")

    // MARK: The official channel

    static let pass = Text(zh: "转给主管部门", en: "Pass it to the authority")
    static let passHint = Text(
        zh: "转出之后仍由您负责，直到把答复告诉求助者。", en: "It stays yours until its answer has been passed on to the requester.")
    static let which = Text(zh: "哪一项管控", en: "Which restriction")
    static let reference = Text(zh: "受理编号或经办人", en: "Reference or who took it")
    static let whoWithHer = Text(zh: "经办人和求助者看得到", en: "Those who work on it and the requester see this")
    static let due = Text(zh: "预计什么时候答复", en: "By when an answer is expected")
    static let passNote = Text(zh: "说了什么", en: "What was said")
    static func liesWith(_ authority: String, _ due: Int64) -> Text {
        Text(
            zh: "已转给\(authority)，预计 \(moment: due) 前答复。",
            en: "It lies with \(authority); an answer is expected by \(moment: due).")
    }
    static let staysYours = Text(
        zh: "负责人不变，有答复会马上告诉您。",
        en: "The one who answers for it stays the same; you are told as soon as there is an answer.")
    static let recordAnswer = Text(zh: "记下主管部门的答复", en: "Write down the authority's answer")
    static let outcome = Text(zh: "答复", en: "Its answer")
    static let answerWords = Text(zh: "怎么说的（求助者会读到）", en: "In words (the requester reads this)")
    static let sendAnswer = Text(zh: "记下并告诉求助者", en: "Write it down and tell the requester")
    static func name(of outcome: OfficialWay.Outcome) -> Text {
        switch outcome {
        case .granted: Text(zh: "同意", en: "Granted")
        case .refused: Text(zh: "没有同意", en: "Refused")
        case .takenOver: Text(zh: "由他们办理", en: "Taken over by the authority")
        case .noAnswer: Text(zh: "没有答复", en: "No answer came")
        }
    }
    static func answered(_ outcome: OfficialWay.Outcome, _ authority: String, _ at: Int64) -> Text {
        Text(
            zh: "\(authority)：\(name(of: outcome))（\(moment: at)）",
            en: "\(authority): \(name(of: outcome)) (\(moment: at))")
    }

    // MARK: In the story and in messages

    static func toldPassed(_ authority: String, _ due: Int64) -> Text {
        Text(
            zh: "您要的东西由\(authority)统一管理，我们已经转过去，预计 \(moment: due) 前答复。负责人不变，有答复马上告诉您。",
            en:
                "What you ask for is kept by \(authority). We have passed your need there; an answer is expected by \(moment: due). The one who answers for it stays the same, and you are told at once."
        )
    }
    static func toldAnswered(_ outcome: OfficialWay.Outcome, _ words: String) -> Text {
        Text(
            zh: "主管部门有答复了：\(name(of: outcome))。\(words)",
            en: "The authority has answered: \(name(of: outcome)). \(words)")
    }
    static let callPassed = Text(
        zh: "求助已转给主管部门：转给谁、预计什么时候答复、负责人不变。",
        en: "The need was passed to an authority: to which, when it should answer, and that its owner stays.")
    static let callAnswered = Text(
        zh: "主管部门的答复，在经过记录里，念给对方听。", en: "The authority's answer; it stands in the story. Read it out.")
    static func beganSubject(_ authority: String) -> Text {
        Text(zh: "管控开始：\(authority)", en: "A restriction has begun: \(authority)")
    }
    static func endedSubject(_ authority: String) -> Text {
        Text(zh: "管控结束：\(authority)", en: "A restriction is over: \(authority)")
    }
    /// - Parameter waiting: how many promises of the reader wait for a permit, and until when the first of them.
    static func told(
        _ restriction: Restriction, _ titles: [Text], isOver: Bool, waiting: (count: Int, due: Int64)?, link: String
    ) -> Text {
        func list(_ language: Language) -> String {
            titles.prefix(10).map { "· \($0(language))" }.joined(separator: "\n")
        }
        let what: Text =
            isOver
            ? Text(
                zh: "\(what(restriction))不再受\(restriction.authority)管控，可以照常办理。",
                en: "\(what(restriction)) is kept by \(restriction.authority) no more and goes its usual way again.")
            : Text(
                zh: "\(says(restriction))已有的认领都还在，没有取消；要补许可的，认领的人已收到通知。",
                en:
                    "\(says(restriction)) What was promised stands, nothing was cancelled; whoever needs a permit for it has been told."
            )
        let own = waiting.map { PermitWords.toldWaiting($0.count, $0.due) }
        let first = own.map { Text(zh: "\(what)\n\($0)", en: "\(what)\n\($0)") } ?? what
        return Text(
            zh: "\(first)\n与您有关的 \(titles.count) 项：\n\(list(.zh))\n\n\(link)\n",
            en: "\(first)\nYours that it concerns, \(titles.count) in all:\n\(list(.en))\n\n\(link)\n")
    }
}
