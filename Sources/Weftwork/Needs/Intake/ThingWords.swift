internal import Engine

/// The catalogue's words, both languages together, in the form in which texts are compared.
extension NeedWords {
    static let controlledThings = [
        "呼吸机", "药品", "麻醉", "吗啡", "胰岛素", "血浆", "ventilator", "morphine", "insulin", "medicine", "drug",
    ]
    static let protectiveThings = [
        "口罩", "防护", "护目镜", "眼罩", "面罩", "手套", "鞋套", "靴套", "隔离衣", "手术衣", "医用帽", "圆帽", "胶鞋", "胶靴", "n95",
        "mask", "respirator", "glove", "goggle", "gown", "protectivesuit", "faceshield",
    ]
    static let hygieneThings = [
        "消毒", "酒精", "洗手", "肥皂", "过氧乙酸", "活力碘", "卫生巾", "纸尿裤", "disinfect", "alcohol", "soap", "sanit", "diaper",
    ]
    static let medicalThings = [
        "体温", "雾化", "氧气", "医用", "监护仪", "床罩", "急救", "绷带", "血", "oxygen", "thermometer", "firstaid", "bandage", "medical",
    ]
    static let waterThings = ["水", "water"]
    static let foodThings = ["食", "米", "面", "菜", "奶", "餐", "food", "rice", "milk", "meal", "bread"]
    static let shelterThings = ["帐篷", "住宿", "房间", "床位", "安置", "tent", "shelter", "room", "accommodation", "bed"]
    static let clothingThings = ["衣", "被", "毯", "鞋", "blanket", "clothes", "clothing", "coat", "quilt"]
    static let powerThings = ["电", "柴油", "汽油", "燃", "煤", "取暖", "generator", "diesel", "fuel", "battery", "heater"]
    static let transportThings = ["车", "运输", "司机", "接送", "transport", "truck", "driver", "lorry", "van", "ambulance"]
    static let rescueThings = ["救援", "搜救", "被困", "冲锋舟", "rescue", "trapped", "boat"]
    static let peopleThings = ["志愿者", "护士", "医生", "人手", "翻译", "volunteer", "nurse", "doctor", "helper", "translator"]
}

extension NeedWords {
    /// What a column that can be imported is called.
    static func columnName(_ field: String) -> Text {
        switch field {
        case "title": AskWords.titleLabel
        case "description": AskWords.descriptionLabel
        case "category": AskWords.categoryLabel
        case "urgency": BoardWords.urgency
        case "neededBy": AskWords.neededByLabel
        case "province": AskWords.provinceLabel
        case "city": AskWords.cityLabel
        case "district": AskWords.districtLabel
        case "address": AskWords.addressLabel
        case "latitude": Text(zh: "纬度", en: "Latitude")
        case "longitude": Text(zh: "经度", en: "Longitude")
        case "item": Text(zh: "东西", en: "Item")
        case "quantity": Text(zh: "数量", en: "Quantity")
        case "unit": Text(zh: "单位", en: "Unit")
        case "specification": Text(zh: "规格", en: "Specification")
        case "name": Text(zh: "联系人", en: "Contact person")
        case "phone": Text(zh: "电话", en: "Phone")
        case "email": AskWords.emailLabel
        case "wechat": AskWords.wechatLabel
        case "reference": AskWords.referenceLabel
        case "group": Text(zh: "同一项需求的各行", en: "Rows of one need")
        default: .verbatim(field)
        }
    }

    /// What people call the columns of their tables.
    static let columnSynonyms: [String: [String]] = [
        "title": ["标题", "需求", "医院", "机构", "名称", "hospital", "organisation", "need"],
        "description": ["说明", "描述", "备注", "details"],
        "category": ["类别", "分类"],
        "urgency": ["紧急程度", "紧急", "priority"],
        "neededBy": ["需要时间", "截止日期", "deadline", "needed by"],
        "province": ["省", "省份"],
        "city": ["市", "城市"],
        "district": ["区", "区县", "县", "county"],
        "address": ["地址", "详细地址"],
        "latitude": ["纬度", "lat"],
        "longitude": ["经度", "lng", "lon"],
        "item": ["物资", "物品", "物资名称", "supplies"],
        "quantity": ["数量", "需求数量", "qty", "amount"],
        "unit": ["单位"],
        "specification": ["规格", "标准", "spec"],
        "name": ["联系人", "姓名", "contact"],
        "phone": ["电话", "手机", "联系电话", "tel", "mobile"],
        "email": ["邮箱", "mail"],
        "wechat": ["微信", "微信号"],
        "reference": ["来源", "链接", "source", "link"],
        "group": ["编号", "组", "序号", "hospital_id", "id"],
    ]
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
