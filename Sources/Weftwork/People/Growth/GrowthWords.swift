/// What one's own path says.
enum GrowthWords {
    static let title = Text(zh: "我的成长", en: "My path")
    static let hint = Text(zh: "只有您自己看得到。", en: "Nobody but you sees this.")
    static let deliveries = Text(zh: "确认送达的", en: "Confirmed deliveries")
    static let none = Text(zh: "还没有。从求助板上认领一件小事开始。", en: "None yet. Begin with something small from the board.")
    static func counted(_ conduct: Conduct) -> Text {
        Text(
            zh:
                "最近一年算数的有 \(conduct.counted) 次，来自 \(conduct.sides) 个不同的、独立的一方（每方每季度算一次，需求须经充分核实）。\(ConductRules.deliveries) 次、\(ConductRules.sides) 方，再加两条互不相干的背书链，就是“受信任”。",
            en:
                "Of the last year \(conduct.counted) count, with \(conduct.sides) different, independent sides (each once a quarter, the need well verified). \(ConductRules.deliveries) with \(ConductRules.sides) sides, and two chains of vouches that share nobody, make one “Trusted”."
        )
    }
    static let skills = Text(zh: "有人背书的技能", en: "Skills somebody answers for")
    static let noSkills = Text(zh: "还没有。请见过您做事的人为您背书。", en: "None yet. Ask somebody who has seen you at work.")
    static func by(_ name: String) -> Text { Text(zh: "\(name) 背书", en: "vouched for by \(name)") }
    static let roles = Text(zh: "我的角色", en: "My roles")
    static let noRoles = Text(zh: "还没有角色。", en: "No role yet.")
    static let reach = Text(zh: "正在征集的角色", en: "Roles that are called for")
    static let noCalls = Text(zh: "目前没有征集。", en: "Nothing is called for now.")
    static let toRoles = Text(zh: "看全部角色", en: "All roles")
    static let primerDone = Text(zh: "入门课已完成", en: "The primer is done")
}
