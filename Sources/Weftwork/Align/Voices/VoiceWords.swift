/// What is said about whose voice counts.
enum VoiceWords {
    static func name(of unit: VoiceUnit) -> Text {
        switch unit {
        case .persons: Text(zh: "每位成员一票", en: "Every member has one voice")
        case .organisations: Text(zh: "每个机构一票，不论大小", en: "Every organisation has one voice, whatever its size")
        case .both:
            Text(
                zh: "每个机构一票；不属于任何机构的成员，每人一票",
                en: "Every organisation has one voice; so has every member who belongs to none")
        }
    }

    static func name(of scope: VoiceScope) -> Text {
        switch scope {
        case .all: Text(zh: "所有成员", en: "All members")
        case .tier(.newcomer): Text(zh: "所有成员", en: "All members")
        case .tier(.vouched): Text(zh: "有人背书的成员", en: "Members somebody has vouched for")
        case .tier(.trusted): Text(zh: "受信任的成员", en: "Trusted members")
        case .tier(.steward): Text(zh: "管理成员", en: "Stewards")
        case .role(let role):
            Text(zh: "角色：\(PeopleWords.name(of: role))", en: "Whoever has the role: \(PeopleWords.name(of: role))")
        case .team: Text(zh: "一个小队的成员", en: "Those in one team")
        case .organisations(let ids): Text(zh: "选定的 \(ids.count) 个机构", en: "\(ids.count) organisations, as chosen")
        case .members(let ids): Text(zh: "选定的 \(ids.count) 位成员", en: "\(ids.count) members, as chosen")
        case .council: Text(zh: "联席会议的在任成员，每席一票", en: "Those who sit in the council, one voice for each seat")
        case .oversight: Text(zh: "共同监督的在任成员，每席一票", en: "Those who sit in oversight, one voice for each seat")
        }
    }

    static func unspoken(_ names: String) -> Text {
        Text(
            zh: "这些机构还没有人代表，暂时不计：\(names)。", en: "Nobody speaks for these yet, so they don't count: \(names).")
    }
}
