/// What is said about a second look.
enum SecondLookWords {
    static let title = Text(zh: "抽查：再看一眼", en: "A second look")
    static let why = Text(
        zh: "这项是抽签抽到的，不是谁做错了。请重新看一遍再说。", en: "It was drawn by chance; nobody is suspected. Look at it afresh.")
    static let note = Text(zh: "看到了什么（看法不同时必填）", en: "What you see (needed when you see it otherwise)")
    static let same = Text(zh: "看法相同", en: "I see the same")
    static let otherwise = Text(zh: "看法不同，交协调员", en: "I see it otherwise: a coordinator decides")
    static let none = Text(zh: "这项没有等着抽查，可能别人已经看过了。", en: "No second look waits here; somebody else may have given it.")
    static let notYours = Text(
        zh: "自己核实、提交或认领的，要由别人来看。", en: "What one has verified, submitted or promised is for others to look at.")
    static let mailDecides = Text(
        zh: "抽查的人对一项已核实的需求看法不同。它现在由您负责，请看过后决定；在那以前不再问对方是否还需要。",
        en:
            "A second look saw a verified need otherwise. It is yours now: please look and decide. Until then nobody is asked whether it is still needed."
    )
    static let agreement = Text(zh: "抽查一致率（30 天）", en: "Second looks that agree (30 days)")
    static let looked = Text(zh: "看过", en: "Looked at")
    static let differed = Text(zh: "看法不同", en: "Seen otherwise")
    static let waiting = Text(zh: "等着看", en: "Waiting")
    static let dropped = Text(zh: "没来得及看", en: "Let go")
    static func percent(_ share: Int) -> Text { Text(zh: "\(share)%", en: "\(share)%") }
    static func story(_ answer: String) -> Text {
        answer == SecondLook.Answer.same.rawValue
            ? Text(zh: "第二位审核员抽查：看法相同", en: "A second verifier looked: the same")
            : Text(zh: "第二位审核员抽查：看法不同", en: "A second verifier looked: sees it otherwise")
    }
}
