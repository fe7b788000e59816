internal import Engine

/// What people call the columns of tables of offers, and what such tables say without a line for it.
enum OfferColumnWords {
    /// What a column that can be imported is called.
    static func name(_ field: String) -> Text {
        switch field {
        case "title": OfferWords.titleLabel
        case "description": OfferWords.descriptionLabel
        case "conditions": OfferWords.conditionsLabel
        case "from": OfferWords.fromLabel
        case "until": OfferWords.untilLabel
        case "standing": OfferWords.standingLabel
        case "ships": OfferWords.shipsLabel
        case "radiusKm": OfferWords.radiusLabel
        case "perDay": OfferWords.perDayLabel
        case "serviceLevel": OfferWords.serviceLevelLabel
        case "boughtFrom": OfferWords.boughtFromLabel
        case "kind": OfferWords.kindLabel
        case "institution": AskWords.institutionLabel
        case "group": Text(zh: "同一份提供的各行", en: "Rows of one offer")
        case "announcement": Text(zh: "公告", en: "Announcement")
        case "rooms": Text(zh: "房间数", en: "Rooms")
        case "guests": Text(zh: "可接待人数", en: "Guests")
        case "origin": Text(zh: "出发地", en: "From where")
        case "destination": Text(zh: "目的地", en: "Where to")
        case "individuals": Text(zh: "接受个人捐赠", en: "Takes gifts of individuals")
        case "greenChannel": Text(zh: "绿色通道", en: "Green channel")
        case "clinic": Text(zh: "义诊单位或个人", en: "Free medical advice by")
        default: NeedWords.columnName(field)
        }
    }

    static let synonyms: [String: [String]] = [
        "title": ["标题", "提供", "offer", "资源"],
        "description": ["说明", "描述", "备注", "details", "notes"],
        "announcement": ["公告文本", "公告"],
        "category": ["类别", "分类"],
        "conditions": ["条件", "要求", "资质证明", "terms"],
        "from": ["开始时间", "可用时间", "available from"],
        "until": ["结束时间", "截止日期", "有效期", "available until"],
        "standing": ["长期", "常备"],
        "ships": ["可邮寄", "送货", "可寄送"],
        "radiusKm": ["范围", "半径", "radius", "radius km"],
        "perDay": ["日产能", "每日产能", "每天", "per day", "daily capacity"],
        "serviceLevel": ["服务水平", "时效", "service level"],
        "boughtFrom": ["采购来源", "货源", "bought from", "supplier"],
        "province": ["省", "省份"],
        "city": ["市", "城市"],
        "district": ["区", "区县", "县", "酒店辖区（县区级）", "辖区", "county"],
        "address": ["地址", "详细地址", "厂商地址", "酒店地址"],
        "latitude": ["纬度", "lat"],
        "longitude": ["经度", "lng", "lon"],
        "datum": ["坐标系", "坐标系统", "crs"],
        "item": ["物资", "物品", "物资名称", "supplies"],
        "kind": ["种类", "资源类型"],
        "quantity": ["数量", "可提供数量", "qty", "amount"],
        "unit": ["单位"],
        "specification": ["规格", "标准", "spec"],
        "institution": ["厂商名称", "物流名称", "酒店名称", "机构", "企业", "公司", "提供单位", "organisation", "company"],
        "clinic": ["义诊单位或个人"],
        "name": ["联系人", "姓名", "contact person"],
        "phone": ["联系方式", "电话", "手机", "联系电话", "tel", "mobile"],
        "email": ["邮箱", "mail"],
        "wechat": ["微信", "微信号"],
        "reference": ["来源", "信息发布源链接", "官方链接", "发布链接", "官网网址", "链接", "source", "link"],
        "group": ["编号", "组", "序号", "id"],
        "rooms": ["酒店可提供房间数", "房间数", "rooms"],
        "guests": ["酒店可接待人数", "可接待人数", "guests"],
        "origin": ["出发地", "origin"],
        "destination": ["目的地", "destination"],
        "individuals": ["是否接受个人捐赠"],
        "greenChannel": ["绿色通道"],
    ]

    private static let capacitySuffixes = ["类产能", "产能"]

    /// What a column such as 口罩类产能 holds things of; nothing for columns that hold no things.
    static func things(ofColumn name: String) -> String? {
        let name = Clean.line(name)
        guard let suffix = capacitySuffixes.first(where: { name.hasSuffix($0) }) else { return nil }
        let kind = String(name.dropLast(suffix.count))
        return kind.isEmpty || kind == "其他物资" ? "物资" : kind
    }

    /// In these tables 0 and 1 stand for a number that nobody knew.
    static func capacity(_ typed: String) -> String { ["0", "1"].contains(Clean.line(typed)) ? "" : typed }

    private static func count(_ typed: String) -> String { Clean.line(typed) == "0" ? "" : typed }

    /// A text without the marks of a web page: who copies an announcement copies those too.
    static func plain(_ text: String) -> String {
        guard text.contains("<"), text.contains(">") else { return text }
        return String(Clean.prose(HTMLText.plain(text)).prefix(3500))
    }

    /// A hotel's rooms.
    static func lodging(_ entry: inout OfferEntry, _ house: String, rooms: String, guests: String) {
        let beds = count(guests)
        entry.what.title = house.isEmpty ? "住宿" : "\(house)：住宿"
        entry.what.category = Need.Category.shelter.rawValue
        entry.what.lines = [
            NeedEntry.Line(
                item: "房间", quantity: count(rooms), unit: "间", specification: beds.isEmpty ? "" : "可接待 \(beds) 人",
                kind: NeedLine.Kind.space.rawValue)
        ]
    }

    /// A carrier's way.
    static func carrying(
        _ entry: inout OfferEntry, _ house: String, from: String, to: String, individuals: String, isGreen: Bool
    ) {
        let way = [from, to].map(Clean.line).filter { !$0.isEmpty }.joined(separator: " → ")
        entry.what.title = [house, way].filter { !$0.isEmpty }.joined(separator: "：")
        entry.what.category = Need.Category.transport.rawValue
        entry.what.lines = [
            NeedEntry.Line(item: "运输", specification: way, kind: NeedLine.Kind.transport.rawValue)
        ]
        entry.ships = "yes"
        var conditions = [entry.conditions]
        if let takes = OfferWords.yesOrNo(individuals), !individuals.isEmpty {
            conditions.append(takes ? "也接受个人捐赠的物资。" : "只接受单位捐赠的物资。")
        }
        if isGreen { conditions.append("走绿色通道。") }
        entry.conditions = conditions.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Free medical advice. Who gives it can be a person: no name stands in what everybody reads.
    static func advice(_ entry: inout OfferEntry) {
        entry.what.title = "免费问诊与咨询"
        entry.what.category = Need.Category.medical.rawValue
        entry.what.lines = [NeedEntry.Line(item: "问诊咨询", kind: NeedLine.Kind.service.rawValue)]
    }

    /// What a maker makes.
    static func making(_ entry: inout OfferEntry, _ house: String) {
        let named = entry.what.lines.first { !$0.specification.isEmpty } ?? entry.what.lines.first
        let first = named?.item ?? ""
        entry.what.title = first.isEmpty ? house : "\(house)：\(first)"
        if entry.what.lines.isEmpty { entry.what.lines = [NeedEntry.Line(item: "物资（未列清单）")] }
    }
}
