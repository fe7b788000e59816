/// What one's own path says.
enum GrowthWords {
    static let title = Text(zh: "我的成长", en: "My path")
    static func pathOf(_ name: String) -> Text { Text(zh: "\(name)的成长", en: "\(name)’s path") }
    static let theirPath = Text(zh: "成长页", en: "Their path")
    static let hint = Text(
        zh: "只有您自己（和您的导师，如果有）看得到。", en: "Nobody but you sees this – and your mentor, if you have one.")
    static let isShared = Text(zh: "成员都看得到您的成长页。随时可以收回。", en: "Members see your path. You can take that back any time.")
    static let share = Text(zh: "让成员看到", en: "Let members see it")
    static let unshare = Text(zh: "收回，只给自己看", en: "Take it back: only for me")
    static let linkToIt = Text(zh: "成员看到的样子", en: "As members see it")
    static let shared = Text(zh: "本人愿意让您看到。", en: "They let you see this.")
    static let noThings = Text(zh: "还没有。有很多小事可以做。", en: "None yet. There are many small things to do.")
    static let next = Text(zh: "下一步够得着的角色", en: "Roles next within reach")
    static let nextHint = Text(
        zh: "每个角色公开要求的几样：有的打了勾，缺的写明了。没有分数。",
        en: "The few things that each role asks for, published: what is there, what is missing. There is no score.")
    static let missing = Text(zh: "还缺：", en: "Missing:")
    static let allThere = Text(zh: "都有了", en: "all there")
    static let suggestionsHint = Text(
        zh: "这里只有愿意被提名的成员；理由全部来自做过的事，按还缺几样排列，一样的按名字。",
        en:
            "Only members who agreed to be suggested. The reasons are what they did; who lacks least comes first, those alike by name."
    )
    static let nobodySuits = Text(
        zh: "还没有成员说愿意被问到。他们可以在“我的资料”里勾选。",
        en: "No member has said yet that they would be asked. They can tick it on their profile.")

    static func criterion(_ criterion: Criterion, isMet: Bool) -> Text {
        switch criterion {
        case .standing(let standing):
            Text(
                zh: "信任级别：\(PeopleWords.name(of: standing))", en: "standing: \(PeopleWords.name(of: standing))")
        case .primer: Text(zh: "学完入门课", en: "the primer done")
        case .deliveries(let has, let most):
            Text(zh: "算数的送达 \(has)/\(most)", en: "deliveries that count: \(has) of \(most)")
        case .skills(let has, let most):
            Text(zh: "有人背书的技能 \(has)/\(most)", en: "skills vouched for: \(has) of \(most)")
        case .days(let has, let most): Text(zh: "来了 \(has) 天（要 \(most) 天）", en: "days here: \(has) of \(most)")
        }
    }
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
