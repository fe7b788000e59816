/// Compares names of institutions as their own people write them.
///
/// Two steps: `key` finds, `sameName` decides. The key leaves out what is often left out (省, 市, 县, 区, the province or
/// prefecture before a county); `sameName` then looks whether the places written contradict each other.
public enum Institution {
    /// The key under which variants of one name meet: `武汉市中心医院`, `武漢中心醫院` → the same key; a department
    /// (`…麻醉科`), a branch (`…东院`, `（心外科）`) and the number of a hospital stay in it. Linear in the name.
    public static func key(_ name: String) -> String {
        let parts = InstitutionName(name)
        return parts.place.base + parts.rest
    }

    /// Whether two names can be those of one institution: equal keys, and no contradiction between the places named
    /// (`长沙市第一医院` and `长沙县第一医院` differ, `长沙第一医院` fits both). Generic names such as `红十字会` are the same
    /// name and yet say nothing: see `isGeneric`. Empty names are never the same.
    public static func sameName(_ a: String, _ b: String) -> Bool {
        let first = InstitutionName(a), second = InstitutionName(b)
        guard !first.rest.isEmpty, first.place.base + first.rest == second.place.base + second.rest else {
            return false
        }
        return first.place.agrees(with: second.place)
    }

    /// Whether the name alone names no institution, so that it needs the same city too: `红十字会`, `人民医院`,
    /// `第一人民医院`, `慈善总会`.
    public static func isGeneric(_ name: String) -> Bool {
        let parts = InstitutionName(name)
        guard parts.place.base.isEmpty else { return false }
        let start = parts.rest.drop { "本我省市县区镇乡".contains($0) }
        let rest = start.filter { !Numerals.isDigit($0) && $0 != "第" }
        return rest.isEmpty || generic.contains(rest)
    }

    /// Kinds of house, which alone name none.
    static let generic: Set<String> = [
        "红十字会", "慈善会", "人民医院", "中心医院", "中医院", "中西医结合医院", "妇幼保健院", "妇幼保健", "儿童医院", "妇女儿童医院",
        "传染病医院", "精神病医院", "肿瘤医院", "口腔医院", "胸科医院", "急救中心", "疾控中心", "卫生院", "中心卫生院", "卫生服务中心",
        "社区卫生服务中心", "社区医院", "总医院", "医院", "卫健委", "卫健局", "卫生局", "民政局", "应急管理局", "防疫指挥部", "指挥部",
        "血液中心", "中心血站", "敬老院", "养老院", "福利院", "学校", "小学", "中学", "大学", "附属医院", "方舱医院", "派出所",
        "居委会", "村委会", "街道办", "镇政府", "市政府", "县政府", "消防队", "物资组", "后勤科",
        "redcross", "theredcross", "hospital", "peopleshospital", "centralhospital", "generalhospital", "cityhospital",
        "firstpeopleshospital", "communityhospital", "school", "clinic", "charityfederation", "foodbank", "shelter",
    ]
}

/// A name taken apart: the place it begins with, and the rest in its canonical form.
struct InstitutionName {
    let place: InstitutionPlace
    let rest: String

    init(_ name: String) {
        let line = FoldedLine(String(name.prefix(200)))
        var characters = Array(Clean.key(InstitutionName.withoutNotes(line.folded)))
        place = InstitutionPlace(takingFrom: &characters)
        rest = InstitutionName.canonical(String(InstitutionName.ordinals(characters)))
    }

    // MARK: Notes in brackets

    private static let branches = [
        "科", "室", "病区", "院区", "分院", "东院", "西院", "南院", "北院", "新院", "老院", "本部", "分部", "分会", "支部", "站", "组",
        "校区", "楼", "部", "department", "branch", "campus", "unit",
    ]

    /// The name without what stands in brackets, unless that is a department or a branch: `（善款）`, `（同济赤壁医院）` are
    /// notes and other names, `（心外科）` is another address.
    private static func withoutNotes(_ folded: [Character]) -> String {
        var out = "", note = ""
        var depth = 0
        for character in folded {
            if "([【〔".contains(character) {
                depth += 1
            } else if ")]】〕".contains(character) {
                depth -= 1
                if depth == 0 { out += kept(note) }
                if depth <= 0 { (depth, note) = (0, "") }
            } else if depth > 0 {
                note.append(character)
            } else {
                out.append(character)
            }
        }
        return out + kept(note)
    }

    private static func kept(_ note: String) -> String {
        branches.contains { note.hasSuffix($0) } ? note : ""
    }

    // MARK: Numbers and kinds

    private static let numbered = ["人民医院", "医院", "中医院", "中医医院", "职工医院", "附属医院", "中学", "小学", "院"]

    /// `第一人民医院`, `第1人民医院`, `一医院`, `一院` → `第1…`. Without 第 only directly before 医院 or 人民医院, and only
    /// for one numeral (八一医院, 五三医院 are proper names).
    private static func ordinals(_ name: [Character]) -> [Character] {
        guard name.contains(where: isNumeral) else { return name }
        var out: [Character] = [], index = 0
        while index < name.count {
            let hasMark = name[index] == "第"
            let start = hasMark ? index + 1 : index
            let run = name[start...].prefix(while: isNumeral)
            guard !run.isEmpty, run.count <= 3, let number = value(run) else {
                out.append(name[index])
                index += 1
                continue
            }
            let tail = name[run.endIndex...]
            let counts = hasMark || (run.count == 1 && numbered.contains { tail.starts(with: $0) })
            out += counts ? Array("第\(number)") : Array(run)
            index = run.endIndex
        }
        return out
    }

    private static func isNumeral(_ character: Character) -> Bool {
        switch character {
        case "一", "二", "三", "四", "五", "六", "七", "八", "九", "十": true
        default: Numerals.isDigit(character)
        }
    }

    private static func value(_ run: ArraySlice<Character>) -> Int64? {
        run.allSatisfy(Numerals.isDigit) ? Int64(String(run)) : Numerals.chinese(run)
    }

    private static let variants: [(String, String)] = [
        ("中医医院", "中医院"), ("疾病预防控制中心", "疾控中心"), ("慈善总会", "慈善会"), ("妇幼保健医院", "妇幼保健院"),
        ("妇幼保健计划生育服务中心", "妇幼保健院"), ("卫生健康委员会", "卫健委"), ("卫生健康局", "卫健局"),
        ("有限责任公司", "有限公司"), ("红会医院", "红十字会医院"),
    ]

    private static func canonical(_ rest: String) -> String {
        var out = rest
        for (from, to) in variants where out.holds(from) { out = out.replacing(from, with: to) }
        if out == "红会" || out == "红十字" { return "红十字会" }
        let last = out.suffix(3)
        if last.count == 3, last.first == "第", out.hasSuffix("院") { out = out.dropLast() + "医院" }
        return out
    }
}
