internal import Engine

/// What is said about places and maps.
enum PlaceWords {
    /// The country of the catalogue, as paths have it.
    static let china = "中国"
    static let chinaLatin = "China"
    /// How the names of areas end, by their level.
    static let kindsOfProvince = ["省", "自治区"]
    static let kindsOfCity = ["市", "地区", "州", "盟"]
    static let kindsOfDistrict = ["区", "县", "旗", "镇", "乡"]
    static let wholeCountry = Text(zh: "全国", en: "All of China")
    static let everyCountry = Text(zh: "所有国家", en: "All countries")
    static let countryLabel = Text(zh: "国家（在中国不用填）", en: "Country (none needed in China)")

    // MARK: Around a place

    static let near = Text(zh: "在哪里附近", en: "Near")
    static let nearHint = Text(
        zh: "地名，或“纬度,经度”；距离从区县中心量。", en: "A place, or latitude,longitude; measured from the centre of the county.")
    static let nearRadius = Text(zh: "多少公里以内", en: "Within (km)")
    static let nearMe = Text(zh: "我附近的", en: "Near me")

    // MARK: Intake

    static let which = Text(
        zh: "这个地名不止一处，或前后不一致，请选是哪一个。",
        en: "There is more than one place of this name, or what you wrote contradicts itself: choose which.")
    static let whichOne = Text(zh: "是哪一个？", en: "Which one is it?")
    static func storedAsTyped(_ count: Int) -> Text {
        Text(
            zh: "已按原文保存：可能是 \(count) 个地方之一，值班台会确认是哪一个。",
            en: "Stored as typed: it may be any of \(count) places; the desk will find out which.")
    }
    static let correct = Text(zh: "修改地点", en: "Correct the place")
    static let noSuchArea = Text(zh: "没有这个地区代码。", en: "There is no area of this code.")
    static let linkLabel = Text(zh: "地图链接或坐标", en: "Map link or coordinates")
    static let linkHint = Text(
        zh: "从高德、百度、腾讯、苹果、谷歌地图或开放街图复制链接粘贴到这里，也可以写“纬度, 经度”",
        en: "Paste a link from Amap, Baidu, Tencent, Apple, Google or OpenStreetMap, or write “latitude, longitude”")
    static let numbersFrom = Text(zh: "如果写的是数字：从哪个地图抄的？", en: "If you wrote numbers: which map are they from?")
    static let numbersFromHint = Text(
        zh: "国内各家地图的坐标互相差几百米。粘贴的链接不用选。",
        en: "In China the maps differ by some hundred metres. With a pasted link there is nothing to choose.")
    static let unsure = Text(zh: "不清楚", en: "Not sure")
    static func name(of datum: Datum) -> Text {
        switch datum {
        case .wgs84: Text(zh: "手机定位、指南针", en: "GPS, a phone's compass (WGS-84)")
        case .gcj02: Text(zh: "高德、腾讯地图", en: "Amap, Tencent (GCJ-02)")
        case .bd09: Text(zh: "百度地图", en: "Baidu (BD-09)")
        }
    }
    static let mayBeOff = Text(
        zh: "没说这个坐标是从哪个地图抄的，可能偏几百米到一公里。去之前先问清楚。",
        en:
            "Nobody said which map this was read from: it may be off by some hundred metres, up to a kilometre. Ask before you go."
    )
    static let linkWithoutPoint = Text(
        zh: "这个链接里没有坐标：短链接要先打开，再复制地址栏里的链接；也可以直接写“纬度, 经度”。",
        en:
            "This link holds no coordinates. Open a short link first and copy the address you come to, or write “latitude, longitude”."
    )
    static let badLink = Text(
        zh: "看不懂这个位置。请粘贴地图链接，或写“纬度, 经度”，例如 30.60, 114.27。",
        en:
            "This is no place we can read. Paste a link of a map, or write “latitude, longitude”, such as 30.60, 114.27."
    )
    static let datumLabel = Text(zh: "坐标系", en: "Datum")
    static let seenExact = Text(
        zh: "只给经办人和认领者看；公众只看到区县",
        en: "Only those who work on it and those who promised something; the public sees the district")

    /// The datum that a word means; WGS-84 where nothing is said, nothing for a word that means none.
    static func datum(_ typed: String) -> Datum? {
        switch Clean.key(typed) {
        case "", "wgs84", "gps": .wgs84
        case "gcj02", "gcj", "火星", "火星坐标", "火星坐标系", "高德", "腾讯", "amap", "tencent": .gcj02
        case "bd09", "bd09ll", "百度", "百度坐标", "baidu": .bd09
        default: nil
        }
    }

    // MARK: The exact point

    static let exactPoint = Text(zh: "准确位置", en: "Exact point")
    static let openIn = Text(zh: "在地图里打开：", en: "Open in:")
    static func name(of source: MapLink.Source) -> Text {
        switch source {
        case .amap: Text(zh: "高德", en: "Amap")
        case .baidu: Text(zh: "百度", en: "Baidu")
        case .tencent: Text(zh: "腾讯", en: "Tencent")
        case .apple: Text(zh: "苹果", en: "Apple")
        case .google: Text(zh: "谷歌", en: "Google")
        case .osm, .plain: Text(zh: "开放街图", en: "OpenStreetMap")
        }
    }
    /// What the place is called on somebody else's map: nothing that says whose it is.
    static let marker = Text(zh: "位置", en: "Place")

    // MARK: The map of the board

    static let title = Text(zh: "需求地图", en: "Map of needs")
    static let views = Text(zh: "显示方式", en: "How it is shown")
    static let onlyHere = Text(zh: "只看：", en: "Only:")
    static let everywhere = Text(zh: "不限地区", en: "Everywhere")
    static let asList = Text(zh: "列表", en: "List")
    static let asMap = Text(zh: "地图", en: "Map")
    static let crumbs = Text(zh: "地图范围", en: "Part of the map")
    static func drawing(_ place: Text, _ count: Int, _ total: Int) -> Text {
        Text(
            zh: "\(place)：\(count) 个地区，\(total) 项需求。下表是同样的数字。",
            en: "\(place): \(total) needs in \(count) areas. The table below has the same figures.")
    }
    static func bubble(_ area: Text, open: Int, critical: Int, worst: Text) -> Text {
        critical > 0
            ? Text(
                zh: "\(area)：\(open) 项待帮助，其中 \(critical) 项危急",
                en: "\(area): \(open) open, \(critical) of them critical")
            : Text(zh: "\(area)：\(open) 项待帮助，最急的“\(worst)”", en: "\(area): \(open) open, the most urgent “\(worst)”")
    }
    static let legend = Text(
        zh: "圆圈里是待帮助的需求数，颜色是其中最急的。点圆圈看更小的地区。",
        en:
            "The number in a circle is how many needs are open, its colour the most urgent of them. Choose a circle to look closer."
    )
    static let area = Text(zh: "地区", en: "Area")
    static let open = Text(zh: "待帮助", en: "Open")
    static let critical = Text(zh: "危急", en: "Critical")
    static let oldest = Text(zh: "最早的", en: "Oldest")
    static let closer = Text(zh: "放大", en: "Closer")
    static func closerAt(_ area: Text) -> Text { Text(zh: "放大 \(area)", en: "Closer: \(area)") }
    static func withoutParts(_ area: Text) -> Text {
        Text(zh: "\(area)（未说明下一级）", en: "\(area), nothing smaller said")
    }
    static let unplaced = Text(zh: "地区不明或不在地区表里", en: "No area, or none the map knows")
    static func showHere(_ count: Int) -> Text {
        Text(zh: "列出这里的 \(count) 项需求", en: "List the \(count) needs here")
    }
    static let empty = Text(zh: "这里没有符合的需求。", en: "No need matches here.")
    static let emptyHint = Text(zh: "放宽筛选，或看更大的范围。", en: "Widen the filter, or look at a larger area.")
    static let borders = Text(zh: "轮廓只作示意，不代表任何边界主张。", en: "Outlines are for orientation only and claim no border.")
    static let groundBorders = Text(zh: "底图上的边界只作示意，不代表任何边界主张。", en: "Borders on this map are for orientation only.")
    static let ground = Text(zh: "底图：", en: "Map:")
    static let exportGeoJSON = Text(zh: "导出地图数据", en: "Export GeoJSON")
}
