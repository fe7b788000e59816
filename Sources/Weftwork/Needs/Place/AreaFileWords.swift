internal import Engine

/// What is said about files of areas, and the names that their columns go by.
enum AreaFileWords {
    /// What people and the usual sources (GeoNames, HDX) call the columns.
    static let columns: [String: [String]] = [
        "code": ["pcode", "p-code", "p_code", "geonameid", "id", "代码", "编码"],
        "parent": [
            "parent_code", "parent code", "parent_pcode", "parent pcode", "parentcode", "parent_id", "上级", "上级代码",
        ],
        "name": ["name_local", "local name", "名称", "地名"],
        "name_zh": ["name zh", "name:zh", "chinese", "zh", "中文名", "中文"],
        "name_en": ["name en", "name:en", "asciiname", "english", "en", "英文名", "英文"],
        "other_names": ["other names", "othernames", "alternatenames", "alternate_names", "aliases", "别名", "其他名称"],
        "level": ["admin_level", "admin level", "adm_level", "级别", "层级"],
        "latitude": ["lat", "y", "center_lat", "纬度"],
        "longitude": ["lon", "lng", "long", "x", "center_lon", "经度"],
    ]

    /// The level that a word means: 0 to 3, also as `ADM1`, or what the level is called.
    static func level(_ typed: String) -> CatalogueArea.Level? {
        let key = Clean.key(typed)
        switch key {
        case "country", "国家", "国", "pcli": return .country
        case "province", "state", "region", "省", "州": return .province
        case "city", "市": return .city
        case "district", "county", "区", "县", "区县": return .district
        default: break
        }
        for prefix in ["admin", "adm", "level", ""] where key.hasPrefix(prefix) {
            if let number = Int(key.dropFirst(prefix.count).filter { !" -_".contains($0) }) {
                return CatalogueArea.Level(rawValue: number)
            }
        }
        return nil
    }

    static let noColumns = Text(
        zh: "第一行要有 code、parent、name 三列（还可以有 name_zh、name_en、other_names、level、latitude、longitude）。",
        en:
            "The first line must name the columns code, parent and name (and may name name_zh, name_en, other_names, level, latitude, longitude)."
    )
    static func tooMany(_ most: Int) -> Text {
        Text(zh: "一个国家最多 \(most) 个地区。", en: "A country has at most \(most) areas.")
    }
    static let noCode = Text(zh: "缺代码（最多 40 个字符）。", en: "There is no code (40 characters at most).")
    static func codeTwice(_ row: Int) -> Text {
        Text(zh: "这个代码在第 \(row) 行已经有了。", en: "This code stands on line \(row) already.")
    }
    static let noName = Text(zh: "缺名称（最多 60 个字）。", en: "There is no name (60 characters at most).")
    static let longName = Text(zh: "名称最多 60 个字。", en: "A name has 60 characters at most.")
    static func nameTwice(_ row: Int) -> Text {
        Text(
            zh: "和第 \(row) 行在同一个上级里同名，分不清：请写出区别。",
            en: "It has the name of line \(row) and lies in the same area: say what tells them apart.")
    }
    static let noParent = Text(zh: "文件里没有这个上级代码。", en: "The file has no area of this code.")
    static let noLevel = Text(
        zh: "级别是 0 到 3：国家、省、市、区县；更小的不收。",
        en: "A level is 0 to 3: country, province, city, district; nothing smaller is kept.")
    static let wrongLevel = Text(
        zh: "上级必须比它大一级以上，也不能绕成圈。", en: "What it lies in must be of a larger level, and not lie in it again.")
    static let noCountry = Text(
        zh: "要有一行是国家本身：parent 空着。", en: "One line must be the country itself: the one without a parent.")
    static func secondCountry(_ row: Int) -> Text {
        Text(
            zh: "只有国家没有上级，第 \(row) 行已经是了：一个文件一个国家。",
            en: "Only the country lies in nothing, and that is line \(row): one country a file.")
    }
    static let countryCode = Text(
        zh: "国家的代码是 ISO 3166-1 的两个或三个字母，例如 KE。",
        en: "A country's code is two or three letters of ISO 3166-1, such as KE.")
    static let china = Text(zh: "中国的地区随程序附带，不用导入。", en: "China's areas ship with the program: they are not read in.")
    static func countryTwice(_ code: String) -> Text {
        Text(
            zh: "同名的国家已经以代码 \(code) 导入；用那个代码，或先删掉它。",
            en: "A country of this name is there already as \(code): use that code, or remove it first.")
    }
    static let badCoordinate = Text(
        zh: "纬度和经度都要写，或都不写：纬度 -90 到 90，经度 -180 到 180（WGS-84）。",
        en: "Latitude and longitude stand together or not at all: -90 to 90 and -180 to 180, in WGS-84.")
    static let noCenter = Text(
        zh: "整个国家没有一个坐标：至少写上国家的中心。", en: "Nothing in this country has coordinates: give the country's middle at least.")
    static func noSet(_ code: String) -> Text {
        Text(zh: "没有导入过 \(code)。", en: "No areas of \(code) were read in.")
    }
}
