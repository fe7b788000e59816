internal import Engine

/// The skills that the form offers. People may write others in their own words.
enum Skills {
    /// One of the catalogue, with other words by which it is known.
    struct Known: Sendable {
        let key: String
        let name: Text
        let also: [String]

        init(_ key: String, zh: String, en: String, also: [String] = []) {
            self.key = key
            name = Text(zh: "\(zh)", en: "\(en)")
            self.also = also
        }
    }

    static let catalogue: [Known] = [
        Known("driving", zh: "开车", en: "Driving", also: ["驾驶", "司机", "driver", "drive"]),
        Known("truck", zh: "开货车", en: "Driving a lorry", also: ["货车", "truck", "lorry"]),
        Known("loading", zh: "搬运", en: "Loading", also: ["装卸", "搬货", "carrying"]),
        Known("calls", zh: "接打电话", en: "Phone calls", also: ["电话", "接线", "calls", "calling"]),
        Known("verifying", zh: "核实信息", en: "Checking facts", also: ["核实", "审核", "verifying", "fact checking"]),
        Known("translating", zh: "翻译", en: "Translating", also: ["口译", "笔译", "translation", "interpreting"]),
        Known("medical", zh: "医护", en: "Medical care", also: ["医生", "护士", "护理", "doctor", "nurse", "nursing"]),
        Known("firstAid", zh: "急救", en: "First aid", also: ["急救员"]),
        Known("counselling", zh: "心理支持", en: "Counselling", also: ["心理咨询", "心理", "psychology"]),
        Known("children", zh: "照看孩子", en: "Looking after children", also: ["带孩子", "childcare"]),
        Known("elderly", zh: "照顾老人", en: "Caring for the old", also: ["陪护", "elderly care"]),
        Known("cooking", zh: "做饭", en: "Cooking", also: ["烹饪", "厨师", "cook"]),
        Known("purchasing", zh: "采购", en: "Purchasing", also: ["找货源", "buying"]),
        Known("warehouse", zh: "仓库管理", en: "Running a warehouse", also: ["仓管", "仓储"]),
        Known("computing", zh: "电脑与网络", en: "Computers", also: ["编程", "程序员", "it", "programming", "software"]),
        Known("writing", zh: "写作", en: "Writing", also: ["文案", "编辑", "editing"]),
        Known("repairing", zh: "维修", en: "Repairing", also: ["水电", "修理", "repair"]),
        Known("law", zh: "法律", en: "Law", also: ["律师", "lawyer", "legal"]),
    ]

    private static let keys: [String: String] = {
        let pairs = catalogue.flatMap { known in
            ([known.key, known.name(.zh), known.name(.en)] + known.also).map { (Clean.key($0), known.key) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()

    /// By what a skill is compared, whichever language or word it was written in.
    static func key(of name: String) -> String {
        let key = Clean.key(name)
        return keys[key] ?? key
    }

    /// A skill of the catalogue in the reader's language; another as it was written.
    static func words(_ name: String) -> Text {
        let key = key(of: name)
        return catalogue.first { $0.key == key }?.name ?? .verbatim(name)
    }
}

/// Languages as people write them, and the tags by which the two of the product are compared.
enum Tongues {
    private static let known: [(tag: String, name: Text, also: [String])] = [
        ("zh", Text(zh: "中文", en: "Chinese"), ["普通话", "国语", "汉语", "mandarin"]),
        ("en", Text(zh: "英语", en: "English"), ["英文"]),
    ]

    /// The tag of a language that is known; another as it was written.
    static func tag(_ name: String) -> String {
        let key = Clean.key(name)
        let found = known.first { one in
            ([one.tag, one.name(.zh), one.name(.en)] + one.also).contains { Clean.key($0) == key }
        }
        return found?.tag ?? name
    }

    static func words(_ name: String) -> Text {
        let tag = tag(name)
        return known.first { $0.tag == tag }?.name ?? .verbatim(name)
    }
}
