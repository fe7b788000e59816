/// What a name in a title is, and how two names stand to each other where `sameName` says no.
extension Institution {
    public enum Relation: Sendable, Equatable {
        /// One institution, as far as names tell.
        case same
        /// A slip of the pen apart, or one leaves out 医院: perhaps one institution.
        case close
        case different
    }

    /// How two names stand to each other.
    ///
    /// One changed, missing or turned-round character makes them close, but not where it tells institutions apart: a
    /// number, a direction, the kind of house (中医院 and 中心医院), the first two characters, which are mostly a place. A
    /// department or a branch more is another address.
    ///
    /// - Parameter inOnePlace: both stand in the same district, so that a slip in the first characters is none of the place.
    public static func relation(_ a: String, _ b: String, inOnePlace: Bool = false) -> Relation {
        if sameName(a, b) { return .same }
        let first = InstitutionName(a), second = InstitutionName(b)
        guard !first.rest.isEmpty, !second.rest.isEmpty, placesMayAgree(first.place, second.place) else {
            return .different
        }
        let one = Array(first.place.base + first.rest), two = Array(second.place.base + second.rest)
        let (short, long) = one.count <= two.count ? (one, two) : (two, one)
        if leavesOutTheHouse(short, long) { return .close }
        guard short.count >= 5, kindsMayAgree(short, long) else { return .different }
        return isOneSlip(short, long, leastPrefix: inOnePlace ? 0 : 2) ? .close : .different
    }

    /// 武汉市 and 武穴市 are two places, however alike the rest.
    private static func placesMayAgree(_ one: InstitutionPlace, _ other: InstitutionPlace) -> Bool {
        if !one.province.isEmpty, !other.province.isEmpty, one.province != other.province { return false }
        guard !one.parts.isEmpty, !other.parts.isEmpty else { return true }
        return one.base == other.base
    }

    /// 同济 for 同济医院; not 红十字会 for 红十字会医院, which is a house of its own.
    private static func leavesOutTheHouse(_ short: [Character], _ long: [Character]) -> Bool {
        guard short.count >= 2, long.starts(with: short) else { return false }
        let rest = String(long[short.count...])
        return (rest == "医院" || rest == "院" || rest == "hospital") && kind(of: short) == nil
    }

    private static func kindsMayAgree(_ one: [Character], _ other: [Character]) -> Bool {
        let kinds = (kind(of: one), kind(of: other))
        guard let first = kinds.0, let second = kinds.1, first != second else { return true }
        // A slip within the kind leaves 医院 of it: 中新医院.
        return one.count == other.count && (first == "医院" || second == "医院")
    }

    /// The longest common kind of house that a name ends with.
    private static func kind(of name: [Character]) -> String? {
        (2...min(9, max(2, name.count))).reversed().lazy.map { String(name.suffix($0)) }.first { generic.contains($0) }
    }

    private static let telling = Set("0123456789第一二三四五六七八九十东西南北上下内外新老男女总分省市县区乡镇")

    /// One character put in, left out, changed, or two turned round.
    private static func isOneSlip(_ short: [Character], _ long: [Character], leastPrefix: Int) -> Bool {
        guard long.count - short.count <= 1 else { return false }
        let start = zip(short, long).prefix { $0 == $1 }.count
        let end = zip(short[start...].reversed(), long[start...].reversed()).prefix { $0 == $1 }.count
        let left = short[start..<(short.count - end)], right = long[start..<(long.count - end)]
        guard start >= leastPrefix, telling.isDisjoint(with: left), telling.isDisjoint(with: right) else {
            return false
        }
        if left.count <= 1 && right.count <= 1 { return true }
        return left.count == 2 && right.count == 2 && left.elementsEqual(right.reversed())
    }

    // MARK: Names in titles

    /// The institution that a title begins with: what stands before the colon or before 急需, 缺, `lacks`… and ends like the
    /// name of a house, a body or a place (`武汉市中心医院急需口罩` → `武汉市中心医院`); nothing in `老人需要氧气`. Linear.
    public static func leading(_ title: String) -> String? {
        let line = Clean.line(String(title.prefix(200)))
        let head = String(line.prefix { !":：,，。;；!！?？".contains($0) })
        let name = Clean.line(cut(head))
        guard name.count >= 3, name.count <= 60 else { return nil }
        let key = Clean.key(name)
        return key.count >= 3
            && (endings.contains { key.hasSuffix($0) } || houses.contains { key.holds($0) && isLatin(key) })
            ? name : nil
    }

    /// The head before the word that says what is wrong.
    private static func cut(_ head: String) -> String {
        let lower = head.lowercased()
        var shortest = head.count
        for word in wants {
            guard let range = lower.firstRange(of: word) else { continue }
            let place = lower.distance(from: lower.startIndex, to: range.lowerBound)
            if place >= 2 { shortest = min(shortest, place) }
        }
        return String(head.prefix(shortest))
    }

    private static func isLatin(_ key: String) -> Bool { key.utf8.allSatisfy { $0 < 0x80 } }

    private static let wants = [
        "急需", "紧缺", "急缺", "缺", "需", "告急", "请求", "求助", "求", "招募", "采购", "物资", "防护",
        " lack", " need", " urgent", " require", " want", " seek", " ask", " is ", " short of", " without",
    ]
    private static let endings = [
        "医院", "卫生院", "保健院", "福利院", "敬老院", "养老院", "院区", "分院", "东院", "西院", "南院", "北院", "本部", "红十字会", "红十字",
        "慈善会", "总会", "协会", "基金会", "联合会", "中心", "学校", "中学", "小学", "大学", "学院", "幼儿园", "急救站", "血站", "服务站",
        "卫生所", "派出所", "研究所", "卫生局", "民政局", "公安局", "管理局", "委员会", "卫健委", "居委会", "村委会", "政府", "指挥部", "公司",
        "集团", "社区", "街道", "街道办", "救援队", "消防队", "志愿队", "支队", "车队", "科", "病区", "监狱", "方舱", "物业",
    ]
    private static let houses = [
        "hospital", "clinic", "school", "university", "college", "centre", "center", "shelter", "nursinghome",
        "redcross",
        "foodbank", "foundation", "church", "ward", "department",
    ]
}
