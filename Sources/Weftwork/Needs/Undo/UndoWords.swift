/// What is said about taking something back.
enum UndoWords {
    static let undo = Text(zh: "撤销", en: "Undo")
    static let undoAll = Text(zh: "全部撤销", en: "Undo all")
    static let hint = Text(zh: "一分钟内可以撤销，通知还没发出。", en: "You can undo it within a minute; nobody has been told yet.")
    static let undone = Text(zh: "已撤销，一切照旧，没有通知任何人。", en: "Undone: everything is as before, and nobody was told.")
    static func undoneMany(_ count: Int) -> Text {
        Text(zh: "撤销了 \(count) 项。", en: "\(count) undone.")
    }
    static let tooLate = Text(
        zh: "已经过了一分钟，通知发出去了，不能再撤销。", en: "The minute is over and the messages have gone; it can't be undone.")
    static let changed = Text(
        zh: "这项需求之后又有了变化，不能再撤销。请看现在的情况。",
        en: "Something else has happened to this need since; it can't be undone. See how it stands now.")

    /// In a need's story.
    static func story(_ act: String) -> Text {
        let name = name(of: act)
        return Text(zh: "撤销了刚才的操作：\(name)", en: "Undone: \(name)")
    }

    private static func name(of act: String) -> Text {
        switch act {
        case Act.reject.rawValue: Text(zh: "不受理", en: "the rejection")
        case Act.merge.rawValue: Text(zh: "合并", en: "the merge")
        case Act.markUnmet.rawValue: Text(zh: "记为未能满足", en: "“could not be met”")
        case Act.withdraw.rawValue, Act.stillNeeded.rawValue: Text(zh: "撤回", en: "the withdrawal")
        case Act.publish.rawValue: Text(zh: "发布", en: "the publication")
        case Act.logCall.rawValue: Text(zh: "电话的结果", en: "how the call ended")
        case Act.cannotReach.rawValue: Text(zh: "记为联系不上", en: "“could not reach”")
        default: .verbatim(act)
        }
    }
}
