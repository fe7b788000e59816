/// What the page that says how a network works says, and the page on which it is written.
enum MechanismWords {
    static let title = Text(zh: "运作机制", en: "How this network works")
    static let nothingYet = Text(
        zh: "这一页还没有人写。下面是设置和数字自己说的。",
        en: "Nobody has written this page yet. What follows is what the settings and the figures say.")
    static let inside = Text(zh: "写下的部分只给成员看。", en: "What was written is for members.")
    static func version(_ number: Int, _ at: Int64) -> Text {
        Text(zh: "第 \(number) 版，\(day: at)", en: "Version \(number), \(day: at)")
    }
    static func scope(_ audience: Text) -> Text { Text(zh: "发布范围：\(audience)", en: "For: \(audience)") }
    static func writtenBy(_ who: Text) -> Text { Text(zh: "编写：\(who)", en: "Written by: \(who)") }
    static func decidedBy(_ who: Text) -> Text { Text(zh: "同意：\(who)", en: "Consented to by: \(who)") }
    static func hand(_ office: Text, _ name: String) -> Text {
        Text(zh: "\(name)（\(office)）", en: "\(name) (\(office))")
    }
    static let alone = Text(
        zh: "当时只有一位守护者或协调员，由这一位独自决定。",
        en: "There was only one steward or coordinator then, who decided alone.")
    static func why(_ reason: String) -> Text { Text(zh: "为什么改：\(reason)", en: "Why it was changed: \(reason)") }
    static let old = Text(zh: "这是旧版。", en: "This is an older version.")
    static let toPresent = Text(zh: "看现在的版本", en: "Read the present one")
    static let versions = Text(zh: "各个版本", en: "All versions")
    static func changed(_ parts: String) -> Text { Text(zh: "改了：\(parts)", en: "Changed: \(parts)") }
    static let firstVersion = Text(zh: "第一版", en: "The first one")
    static let scopeOnly = Text(zh: "只改了发布范围", en: "Only for whom it is")
    static let separator = Text(zh: "、", en: ", ")

    // MARK: Writing

    static let edit = Text(zh: "编写", en: "Write")
    static let editHint = Text(
        zh: "保存的是草稿，只有协调员和守护者看得到。另一位同意之后，它才成为公开的版本。每一部分可以只写一种语言，也可以两种都写。",
        en:
            "What you save is a draft that coordinators and stewards see. It becomes the public version once another of them consents. Each part can be written in one language or both."
    )
    static func writing(_ language: Language) -> Text {
        language == .zh ? Text(zh: "正在写中文", en: "Writing in Chinese") : Text(zh: "正在写英文", en: "Writing in English")
    }
    static let saveDraft = Text(zh: "保存草稿", en: "Save the draft")
    static func saveAndWrite(_ language: Language) -> Text {
        language == .zh
            ? Text(zh: "保存，接着写中文", en: "Save, then write in Chinese")
            : Text(zh: "保存，接着写英文", en: "Save, then write in English")
    }
    static let more = Text(zh: "还可以写", en: "More to write")
    static let scopeLabel = Text(zh: "谁能读写下的部分", en: "Who may read what is written")
    static func savedBy(_ name: String, _ at: Int64) -> Text {
        Text(zh: "草稿：\(name)，\(moment: at)保存", en: "Draft, saved by \(name) on \(moment: at)")
    }
    static func lacking(_ parts: String) -> Text {
        Text(zh: "请人同意之前还缺：\(parts)", en: "Still missing before anybody can consent: \(parts)")
    }
    static let ask = Text(zh: "请另一位同意", en: "Ask another to consent")
    static let askAlone = Text(zh: "准备发布", en: "Get it ready to publish")
    static let reason = Text(zh: "为什么改（大家都会读到）", en: "Why it is changed (everybody reads this)")
    static let decide = Text(zh: "请您决定", en: "Yours to decide")
    static let decideHint = Text(
        zh: "读一读有变化的部分。您同意之后，它马上成为大家看到的版本，最近 30 天的数字会一起留下。",
        en:
            "Read what has changed. Once you consent it is what everybody reads, and the figures of the last 30 days are kept with it."
    )
    static let decideAlone = Text(
        zh: "现在没有别的协调员或守护者。您可以独自发布，页面上会写明。",
        en: "There is no other coordinator or steward now. You may publish it alone, and the page will say so.")
    static let consent = Text(zh: "同意并发布", en: "Consent and publish")
    static let refuse = Text(zh: "不同意", en: "Do not consent")
    static let takeBack = Text(zh: "收回，继续写", en: "Take it back and go on writing")
    static let discard = Text(zh: "删掉草稿", en: "Throw the draft away")
    static let note = Text(zh: "不同意的话，为什么", en: "If you do not consent: why")
    static func waits(_ name: String) -> Text {
        Text(zh: "\(name) 已请另一位同意；改动后要重新请。", en: "\(name) has asked another to consent. Changing it takes that back.")
    }
    static func answered(_ words: String) -> Text { Text(zh: "没有同意：\(words)", en: "Not consented to: \(words)") }
    static let before = Text(zh: "现在的", en: "In force")
    static let after = Text(zh: "草稿", en: "Draft")
    static let isNew = Text(zh: "新写的", en: "New")
    static let removed = Text(zh: "去掉了", en: "Taken out")

    // MARK: Objections

    static let rulesTitle = Text(zh: "改动怎么生效", en: "How a change takes effect")
    static let days = Text(zh: "公示几天，听反对意见", en: "For how many days it is open for objections")
    static let daysHint = Text(
        zh: "0：有一位同意马上生效。大于 0：公示期满、至少一位同意、没有反对，才生效。已经在公示的不受影响。",
        en:
            "0: one consent is enough, at once. More: it takes effect when the days are over, at least one has consented and nobody objects. What is open already is not touched."
    )
    static func badDays(_ most: Int) -> Text { Text(zh: "填 0 到 \(most) 的整数。", en: "A whole number from 0 to \(most).") }
    static func isOpenFor(_ days: Int) -> Text {
        Text(
            zh: "改动公示 \(days) 天，至少一位同意、没有反对才生效",
            en: "A change is open for objections for \(days) days; it takes one consent and no objection")
    }
    static func openUntil(_ moment: Int64) -> Text {
        Text(zh: "公示到 \(moment: moment)。", en: "Open for objections until \(moment: moment).")
    }
    static func timeIsOver(_ moment: Int64) -> Text {
        Text(
            zh: "公示期 \(moment: moment) 已满：有一位同意、没有反对就生效。",
            en: "Its time was over on \(moment: moment): it takes effect with one consent and no objection.")
    }
    static let decideOpen = Text(
        zh: "读一读有变化的部分。公示期满、至少一位同意、没有反对，它就生效。",
        en:
            "Read what has changed. It takes effect when its time is over, at least one has consented and nobody objects."
    )
    static let consentOnly = Text(zh: "同意", en: "Consent")
    static let object = Text(zh: "反对", en: "Object")
    static let objectNote = Text(zh: "反对的话，为什么", en: "If you object: why")
    static let withdraw = Text(zh: "收回我的反对", en: "Withdraw my objection")
    static func objects(_ name: String, _ reason: String) -> Text {
        Text(zh: "\(name) 反对：\(reason)", en: "\(name) objects: \(reason)")
    }
    static func consents(_ name: String) -> Text { Text(zh: "\(name) 同意", en: "\(name) consents") }
    static let noObjections = Text(
        zh: "这份草稿不公示：同意，或者说明为什么不同意。", en: "This draft is not open for objections: consent, or say why not.")
    static let takeItBack = Text(zh: "您自己提出的，可以收回。", en: "You have asked for it yourself: take it back.")
    static let noneOfYours = Text(zh: "您没有反对。", en: "You do not object.")
    static let yours = Text(zh: "“运作机制”有改动，请同意或反对", en: "A change of how this network works: consent or object")
    static let isHeld = Text(zh: "您提出的“运作机制”有人反对", en: "Somebody objects to your change of how this network works")
    static func mailObjected(_ name: String) -> Text {
        Text(
            zh: "\(name) 反对您提出的“运作机制”，理由写在草稿旁。改写，或者商量到对方收回，它才生效。",
            en:
                "\(name) objects to what you proposed for how this network works; why stands beside the draft. It is held until you change it or they withdraw."
        )
    }
    static func mailSoon(_ until: Int64) -> Text {
        Text(
            zh: "“运作机制”的改动公示到 \(moment: until)，您还没有表态。请读一读，同意或反对。",
            en:
                "A change of how this network works is open for objections until \(moment: until), and you have said nothing yet. Please read it, and consent or object."
        )
    }
    static let mailHeld = Text(
        zh: "公示期已满，您提出的“运作机制”还有人反对，没有生效。",
        en: "Its time is over, but somebody still objects to your change: it is held.")
    static let mailNobody = Text(
        zh: "公示期已满，您提出的“运作机制”还没有人同意，没有生效。", en: "Its time is over, but nobody has consented to your change yet.")

    static let writtenMeanwhile = Text(
        zh: "您看的时候，别人改了草稿。请重新打开再做。", en: "Somebody changed the draft since you read it. Open it again, then act.")
    static let askedAlready = Text(zh: "已经请人同意了。", en: "Somebody has been asked already.")
    static let notAsked = Text(zh: "还没有请人同意。", en: "Nobody has been asked to consent yet.")
    static let lacks = Text(
        zh: "使命、愿景、价值观和一句话机制写好之后才能请人同意。",
        en: "Mission, vision, values and the mechanism in one line must be there before anybody can consent.")
    static let unchanged = Text(zh: "与现在的版本完全相同。", en: "This is the version in force, word for word.")
    static let byAnother = Text(
        zh: "写的人不能自己同意：请另一位协调员或守护者。",
        en: "Whoever wrote it does not consent to it: that is another coordinator's or steward's.")

    static func mailAsked(_ name: String) -> Text {
        Text(
            zh: "\(name) 改写了“运作机制”，请您读一读，同意或说明为什么不同意。",
            en: "\(name) has rewritten how this network works. Please read it, and consent or say why not.")
    }
    static let mailPublished = Text(
        zh: "您提出的“运作机制”已获同意，现在大家看到的就是它。",
        en: "What you proposed for how this network works has been consented to; it is what everybody reads now.")
    static let mailRefused = Text(
        zh: "您提出的“运作机制”没有获得同意，理由写在草稿旁。",
        en: "What you proposed for how this network works was not consented to. Why stands beside the draft.")
}
