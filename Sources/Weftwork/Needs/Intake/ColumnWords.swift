internal import Engine

extension NeedWords {
    /// What a column that can be imported is called.
    static func columnName(_ field: String) -> Text {
        switch field {
        case "title": AskWords.titleLabel
        case "description": AskWords.descriptionLabel
        case "category": AskWords.categoryLabel
        case "urgency": BoardWords.urgency
        case "neededBy": AskWords.neededByLabel
        case "country": Text(zh: "国家", en: "Country")
        case "province": AskWords.provinceLabel
        case "city": AskWords.cityLabel
        case "district": AskWords.districtLabel
        case "address": AskWords.addressLabel
        case "receiving": AskWords.receivingLabel
        case "latitude": Text(zh: "纬度", en: "Latitude")
        case "longitude": Text(zh: "经度", en: "Longitude")
        case "datum": PlaceWords.datumLabel
        case "link": PlaceWords.linkLabel
        case "item": Text(zh: "东西", en: "Item")
        case "quantity": Text(zh: "数量", en: "Quantity")
        case "unit": Text(zh: "单位", en: "Unit")
        case "specification": Text(zh: "规格", en: "Specification")
        case "name": Text(zh: "联系人", en: "Contact person")
        case "phone": Text(zh: "电话", en: "Phone")
        case "email": AskWords.emailLabel
        case "wechat": AskWords.wechatLabel
        case "reference": AskWords.referenceLabel
        case "kind": LineWorkWords.kind
        case "from": LineWorkWords.start
        case "to": LineWorkWords.end
        case "minutes": LineWorkWords.minutes
        case "remote": LineWorkWords.remote
        case "substitute": LineWorkWords.substituteShort
        case "group": Text(zh: "同一项需求的各行", en: "Rows of one need")
        case "emergency": EmergencyWords.one
        default: .verbatim(field)
        }
    }

    /// What a field of an entry is called: `lines.2.quantity`, `contact.phone`.
    static func fieldName(_ path: String) -> Text {
        let parts = path.split(separator: ".").map(String.init)
        guard let last = parts.last else { return .verbatim(path) }
        switch last {
        case "lines": return AskWords.linesLabel
        case "institution": return AskWords.institutionLabel
        case "onBehalfOf": return AskWords.onBehalfLabel
        case "preference": return AskWords.preferenceLabel
        case "area": return AskWords.districtLabel
        default: break
        }
        guard parts.count == 3, let row = Int(parts[1]) else { return columnName(last) }
        return Text(zh: "\(columnName(last)) \(row + 1)", en: "\(columnName(last)) \(row + 1)")
    }

    /// What people call the columns of their tables.
    static let columnSynonyms: [String: [String]] = [
        "title": ["标题", "需求", "医院", "机构", "名称", "hospital", "organisation", "need"],
        "description": ["说明", "描述", "备注", "details"],
        "category": ["类别", "分类"],
        "urgency": ["紧急程度", "紧急", "priority"],
        "neededBy": ["需要时间", "截止日期", "deadline", "needed by"],
        "country": ["国家"],
        "province": ["省", "省份"],
        "city": ["市", "城市"],
        "district": ["区", "区县", "县", "county"],
        "address": ["地址", "详细地址"],
        "receiving": ["收货时间", "receiving hours"],
        "latitude": ["纬度", "lat"],
        "longitude": ["经度", "lng", "lon"],
        "datum": ["坐标系", "坐标系统", "crs"],
        "item": ["物资", "物品", "物资名称", "supplies"],
        "quantity": ["数量", "需求数量", "qty", "amount"],
        "unit": ["单位"],
        "specification": ["规格", "标准", "spec"],
        "name": ["联系人", "姓名", "contact"],
        "phone": ["电话", "手机", "联系电话", "tel", "mobile"],
        "email": ["邮箱", "mail"],
        "wechat": ["微信", "微信号"],
        "reference": ["来源", "链接", "source", "link"],
        "kind": ["种类", "line kind"],
        "from": ["开始时间", "开始", "start"],
        "to": ["结束时间", "结束", "end"],
        "minutes": ["每人分钟", "每人几分钟", "minutes each"],
        "remote": ["远程", "可以远程"],
        "substitute": ["可否替代", "能否代替", "substitute allowed"],
        "emergency": ["应急行动", "灾情", "disaster"],
        "group": ["编号", "组", "序号", "hospital_id", "id"],
    ]
    /// The kind of a line that a table names, by its own word or by one of people's; nothing for what is neither: in many tables
    /// the column says what sort of goods it is.
    static func kind(named typed: String) -> NeedLine.Kind? {
        let word = Clean.key(typed)
        return NeedLine.Kind.allCases.first { kind in
            let name = LineWorkWords.name(of: kind)
            return [kind.rawValue, Clean.key(name(.zh)), Clean.key(name(.en))].contains(word)
        }
    }
    static let groupHasErrors = Text(
        zh: "同一项需求的另一行有错误。", en: "Another row of the same need has an error.")
}

extension NeedWords {
    /// A quantity as a table has it; the importer reads it again.
    static func plain(_ quantity: Quantity) -> String {
        switch quantity {
        case .number(let number): Format.decimal(number)
        case .range(let least, let most): "\(Format.decimal(least))-\(Format.decimal(most))"
        case .unlimited: "不限"
        case .unknown: ""
        }
    }
}
