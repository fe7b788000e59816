/// What is said where clauses are changed while consent is asked for.
enum CharterMendWords {
    static let title = Text(zh: "在征求同意中修改条款", en: "Change clauses within the round")
    static let hint = Text(
        zh: "改好一起提交：征求同意继续进行，受影响的人和提出反对的人会被再问一次，其他人的表态不变。最多改到第三版，之后由协调人帮忙。",
        en:
            "Send all changes at once: the round goes on. Those it could affect, and whoever objects, are asked again; what others said stays. After three versions a facilitator helps."
    )
    static let notByProposal = Text(
        zh: "条款在草案里改（“按反对意见修改它”）：只改提案的文字，条款不会变。",
        en: "Clauses are changed in the draft, by “Work an objection into it”: other words of the proposal change none."
    )
    static let toMend = Text(zh: "按反对意见修改条款", en: "Work an objection into the clauses")
    static let said = Text(zh: "有人反对或担心什么", en: "What was said against it")
    static let none = Text(zh: "现在没有反对，也没有担心。", en: "Nobody objects or is concerned now.")
    static func clause(_ words: String) -> Text { Text(zh: "改这一条：\(words)", en: "Change: \(words)") }
    static func zh(_ words: String) -> Text { Text(zh: "中文：\(words)", en: "Chinese: \(words)") }
    static func en(_ words: String) -> Text { Text(zh: "英文：\(words)", en: "English: \(words)") }
    static func weight(_ words: String) -> Text {
        Text(zh: "在优先事项里占多少（%）：\(words)", en: "Its share among the priorities, in percent: \(words)")
    }
    static func level(_ words: String) -> Text {
        Text(zh: "在哪一层上求一致：\(words)", en: "At what level it asks us to agree: \(words)")
    }
    static func core(_ words: String) -> Text {
        Text(zh: "普通还是核心条款：\(words)", en: "An ordinary clause or a core one: \(words)")
    }
    static let ordinary = Text(zh: "普通条款", en: "An ordinary clause")
    static func leaveOut(_ words: String) -> Text { Text(zh: "去掉这一条：\(words)", en: "Leave it out: \(words)") }
    static let add = Text(zh: "加一条", en: "Add a clause")
    static let addZh = Text(zh: "新条款（中文）", en: "New clause (Chinese)")
    static let addEn = Text(zh: "新条款（英文）", en: "New clause (English)")
    static let addWeight = Text(
        zh: "新条款在优先事项里占多少（%）", en: "Share of a new clause among the priorities, in percent")
    static let addLevel = Text(zh: "新条款在哪一层上求一致", en: "At what level a new clause asks us to agree")
    static let usualLevel = Text(zh: "这一部分通常的层次", en: "As is usual in its section")
    static let addCore = Text(zh: "新条款是普通还是核心条款", en: "A new clause: ordinary or core")
    static let section = Text(zh: "放在哪一部分", en: "In which section")
    static let reason = Text(zh: "改了什么，为了回应谁的什么意见", en: "What was changed, and what it is to meet")
    static let send = Text(zh: "提交修改，再问一次", en: "Change it and ask again")
    static let changed = Text(zh: "征求同意中改过的", en: "Changed within the round")
    static func coreApart(_ percent: Int) -> Text {
        Text(
            zh: "这样会改动核心条款，那需要至少 \(percent)% 的表态者回应、沉默不算同意；这一轮不是这样开始的。请先撤回，再重新征求同意。",
            en:
                "That would change a core clause, which takes \(percent)% of those who count and no silence; this round was not opened so. Withdraw it and ask again."
        )
    }
}
