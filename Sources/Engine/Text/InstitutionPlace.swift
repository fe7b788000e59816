/// The places a name begins with, as far as they can be told without a list of towns.
struct InstitutionPlace: Equatable {
    /// 湖北 of `湖北省`, `湖北`.
    private(set) var province = ""
    /// 武汉 of `武汉市`, with the kind that was written (市, 县, 区, 州, 旗, 盟), outermost first.
    private(set) var parts: [(name: String, kind: Character)] = []

    /// What stays in the key: the innermost place, without its kind; the province when there is no other.
    var base: String { parts.last?.name ?? province }

    static func == (a: InstitutionPlace, b: InstitutionPlace) -> Bool {
        a.province == b.province && a.parts.elementsEqual(b.parts, by: ==)
    }

    /// Takes province, prefecture and county off the front of a name (simplified, without punctuation), as long as
    /// something is left.
    init(takingFrom name: inout [Character]) {
        takeProvince(&name)
        while parts.count < 3, let length = InstitutionPlace.area(name), length < name.count {
            parts.append((String(name[..<(length - 1)]), name[length - 1]))
            name.removeFirst(length)
        }
    }

    /// Whether two places of names with equal keys can be one: what both wrote must be equal, kind by kind from the
    /// inside; what only one wrote contradicts nothing.
    func agrees(with other: InstitutionPlace) -> Bool {
        if !province.isEmpty, !other.province.isEmpty, province != other.province { return false }
        if parts.isEmpty != other.parts.isEmpty {
            // 吉林省人民医院 is not 吉林市人民医院, but 武汉中心医院 may be 武汉市中心医院.
            return parts.isEmpty ? province.isEmpty : other.province.isEmpty
        }
        return zip(parts.reversed(), other.parts.reversed()).allSatisfy { $0.name == $1.name && $0.kind == $1.kind }
    }

    // MARK: Reading

    private mutating func takeProvince(_ name: inout [Character]) {
        guard let found = InstitutionPlace.provinces.first(where: { name.starts(with: $0) }) else { return }
        var length = found.count
        let tail = name[length...]
        guard let suffix = InstitutionPlace.provinceKinds.first(where: { tail.starts(with: $0) }) else {
            // 吉林市, 海南州: a smaller place of the same name; 河南人民医院: the province, its 省 left out.
            if let next = tail.first, "市县区州".contains(next) { return }
            if name.count > length { take(found, length, &name) }
            return
        }
        length += suffix.count
        if name.count > length { take(found, length, &name) }
    }

    private mutating func take(_ found: String, _ length: Int, _ name: inout [Character]) {
        province = found
        name.removeFirst(length)
    }

    private static let provinces = [
        "黑龙江", "内蒙古", "河北", "山西", "辽宁", "吉林", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
        "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "广西", "西藏", "宁夏", "新疆",
    ]
    private static let provinceKinds = ["省", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区"]

    /// How many characters at the start of the name are an area with its kind (`来凤县`, `恩施土家族苗族自治州`).
    private static func area(_ name: [Character]) -> Int? {
        for index in 2..<13 where index < name.count {
            let character = name[index]
            guard "市县区州旗盟".contains(character) else { continue }
            let isAutonomous = "县州旗".contains(character) && name[..<index].suffix(2).elementsEqual("自治")
            if isAutonomous { return index + 1 }
            guard index <= 4 else { return nil }
            if "州盟".contains(character) { continue }
            return wordEnds[character]?.contains(name[index - 1]) == true ? nil : index + 1
        }
        return nil
    }

    /// Characters that make a word with 区 or 市 that is no area: 社区, 军区, 院区, 小区, 校区, 病区, 超市…
    private static let wordEnds: [Character: Set<Character>] = [
        "区": ["社", "军", "院", "小", "校", "病", "厂", "矿", "景", "园", "战", "警", "疫", "灾"],
        "市": ["超"],
    ]
}
