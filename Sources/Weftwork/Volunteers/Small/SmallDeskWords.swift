/// What the desk reads about small tasks.
enum SmallDeskWords {
    static let title = Text(zh: "小任务的结果", en: "What small tasks found")
    static let hint = Text(
        zh: "两位志愿者看过的线索，都还没有核实。采用不采用，由您定。",
        en: "Hints that two volunteers agree about; none of it is verified. It is yours to take over or lay aside.")
    static let nothing = Text(zh: "没有等着处理的。", en: "Nothing waits.")
    static let disputed = Text(zh: "两人看法不同", en: "Two see it differently")
    static let proposed = Text(zh: "提议", en: "Proposed")
    static let toNeed = Text(zh: "到求助页", en: "To the need")
    static let right = Text(zh: "答案是对的", en: "The answer is right")
    static let wrong = Text(zh: "答案不对", en: "The answer is wrong")
    static let reason = Text(zh: "理由（做的人会读到）", en: "Why (whoever did it will read it)")
    static let add = Text(zh: "写进案情", en: "Add it to the case")
    static let merge = Text(zh: "合并成一件", en: "Merge them")
    static let aside = Text(zh: "放到一边", en: "Lay it aside")
    static let takeDown = Text(zh: "撤下这段译文", en: "Take the translation down")
    static let takeDownHint = Text(
        zh: "它现在写在求助页上，大家都能读。撤下以后不会再派人译这段话。",
        en: "It stands at the need for everybody to read. Once taken down, these words are given to nobody again.")
    static let notShown = Text(zh: "这一件没有显示在求助页上。", en: "This does not stand on the page of a need.")
    static let look = Text(zh: "看一看，或撤下", en: "Look at it, or take it down")
    static let areTwo = Text(zh: "是两件", en: "They are two")
    static let onlyOwner = Text(zh: "由这条求助的负责人写进案情。", en: "Whoever answers for the need adds it.")
    static let secondSaid = Text(zh: "第二位说不对：", en: "The second says it is wrong:")
    static let notDisputed = Text(zh: "这一件没有争议，或已经定了。", en: "This is not in dispute, or decided already.")
    static let notWaiting = Text(zh: "这一件已经处理了。", en: "This has been dealt with already.")
    static let gone = Text(zh: "原来的求助变了或不再公开。", en: "The need has changed or is not public any more.")

    static let hints = Text(zh: "志愿者找到的线索（未核实）", en: "What volunteers found (not verified)")
    static let hintsWarn = Text(
        zh: "打之前，请在机构自己的网页上再看一眼号码。", en: "Before you call, look once more at the institution’s own page.")
    static let number = Text(zh: "公开电话", en: "Public number")
    static let source = Text(zh: "网页", en: "Page")
    static let district = Text(zh: "所在区", en: "District")

    static func mailDisputed(_ kind: SmallTask.Kind) -> Text {
        Text(
            zh: "一件小任务（\(SmallWords.name(of: kind))）两人看法不同，请您来定：",
            en: "Two people see a small task differently (\(SmallWords.name(of: kind))); please decide:")
    }
    static func mailDecided(_ isRight: Bool, _ reason: String) -> Text {
        isRight
            ? Text(
                zh: "您做的小任务有人看法不同，值班台看过，您是对的。\(reason)",
                en: "Somebody saw your small task differently; the desk looked, and you are right. \(reason)")
            : Text(
                zh: "您做的小任务这次没有采用：\(reason) 谢谢您花的时间。",
                en: "Your small task was not taken this time: \(reason) Thank you for your time.")
    }

    /// What is added to the case, in words.
    static func added(_ kind: SmallTask.Kind, _ answer: SmallAnswer) -> Text {
        switch kind {
        case .findNumber:
            Text(
                zh: "志愿者查到的公开电话（未核实）：\(answer.phone ?? "")，\(answer.district ?? "")，\(answer.source ?? "")",
                en:
                    "Public number found by a volunteer (not verified): \(answer.phone ?? ""), \(answer.district ?? ""), \(answer.source ?? "")"
            )
        default:
            Text(
                zh: "志愿者拆开的清单：\((answer.lines ?? []).joined(separator: "；"))",
                en: "The list in lines, by a volunteer: \((answer.lines ?? []).joined(separator: "; "))")
        }
    }
}
