/// What the demonstration network has agreed on; nobody's real words.
enum DemoCharterWords {
    struct Clause: Sendable {
        let section: CharterSection
        var kind = ClauseKind.statement
        let zh: String
        let en: String
        var isCore = false
        var weight = 0
        var categories: [Need.Category] = []
    }

    static let clauses: [Clause] = [
        Clause(
            section: .vision, zh: "下一次灾害来的时候，隔着千里的人一天之内就能接上头、各尽其力。",
            en:
                "When the next disaster comes, people a thousand miles apart find one another within a day, and each does their part."
        ),
        Clause(
            section: .purpose, kind: .problem, zh: "医院缺什么，外面的人不知道；外面有什么，医院不知道。缺的往往是最远、最小的那几家。",
            en:
                "What hospitals lack is not known outside, what is there outside is not known to them. Those who lack most are often the farthest and the smallest."
        ),
        Clause(
            section: .purpose, kind: .possibility, zh: "每一张清单都有人核对、有人认领、有人送到，谁都看得见走到了哪里。",
            en:
                "Each list is checked, claimed and brought there by somebody, and everybody can see how far it has come."
        ),
        Clause(
            section: .purpose, kind: .mission, zh: "让每一家开口求助的医院都等到回音。", en: "Every hospital that asks hears back.",
            isCore: true),
        Clause(section: .values, zh: "先求真，再求快。", en: "True first, then fast.", isCore: true),
        Clause(
            section: .values, zh: "谁答应的谁负责；做不到就早说，没有人因此受罚。",
            en: "Whoever promised answers for it. If you can't, say so early; nobody is punished."),
        Clause(section: .values, zh: "求助的人不欠我们什么。", en: "Those who ask owe us nothing."),
        Clause(
            section: .priorities, zh: "先保证一线的防护用品。", en: "Protective gear for the front line first.", weight: 60,
            categories: [.protective]),
        Clause(
            section: .priorities, zh: "把县医院和乡镇卫生院的清单找齐。", en: "Find the lists of county hospitals and rural clinics.",
            weight: 40,
            categories: [.medical]),
    ]

    static let notes = CharterNotes(
        gains: "缺物资的医院，和在那里等着的人", bears: "志愿者的夜晚和周末；捐的人少了选给谁的自由", unheard: "医院里的护工和保洁；没有网的村子")
    static let suggestions = ["把乡镇的卫生院也写进来", "乡镇卫生院、社区也应该写上"]
    static let mission = (
        zh: "让每一家开口求助的医院和乡镇卫生院，都等到回音。", en: "Every hospital and every rural clinic that asks hears back."
    )
    static let why = "最缺的往往是最小的"
    static let answer = "说得对，写进去了，谢谢。"
    static let decision = "这就是我们站在一起的理由，一年后再看。"
}
