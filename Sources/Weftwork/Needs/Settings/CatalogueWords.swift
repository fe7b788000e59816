/// The catalogue and the checklist that ship with the product, in both languages.
enum CatalogueWords {
    /// What needs a second verifier first, then from the particular to the general: a face mask is no flour.
    static let shipped: [Catalogue.Item] =
        controlled + protective + hygiene + medical + rescue + water + food + shelter + clothing + power + transport
        + people

    private static func item(
        _ id: String, _ zh: String, _ en: String, _ category: Need.Category, _ words: [String] = [],
        isControlled: Bool = false
    ) -> Catalogue.Item {
        Catalogue.Item(id: id, zh: zh, en: en, words: words, category: category, isControlled: isControlled)
    }

    private static let controlled = [
        item("ventilator", "呼吸机", "Ventilator", .medical, isControlled: true),
        item("medicines", "药品", "Medicines", .medical, ["medicine", "drug"], isControlled: true),
        item("anaesthetics", "麻醉药", "Anaesthetics", .medical, ["麻醉", "吗啡", "morphine"], isControlled: true),
        item("insulin", "胰岛素", "Insulin", .medical, isControlled: true),
        item("plasma", "血浆", "Blood plasma", .medical, isControlled: true),
    ]
    private static let protective = [
        item("masks", "口罩", "Masks", .protective, ["N95", "mask", "respirator"]),
        item("suits", "防护服", "Protective suits", .protective, ["防护", "protective suit"]),
        item("goggles", "护目镜", "Goggles", .protective, ["眼罩", "goggle"]),
        item("face-shields", "面罩", "Face shields", .protective, ["face shield"]),
        item("gloves", "手套", "Gloves", .protective, ["glove"]),
        item("shoe-covers", "鞋套", "Shoe covers", .protective, ["靴套", "shoe cover"]),
        item("rubber-boots", "胶靴", "Rubber boots", .protective, ["胶鞋", "rubber boot"]),
        item("gowns", "隔离衣", "Gowns", .protective, ["手术衣", "gown"]),
        item("caps", "医用帽", "Medical caps", .protective, ["圆帽", "medical cap"]),
    ]
    private static let hygiene = [
        item("disinfectant", "消毒液", "Disinfectant", .hygiene, ["消毒", "过氧乙酸", "活力碘", "disinfect"]),
        item("alcohol", "酒精", "Alcohol", .hygiene),
        item("hand-wash", "洗手液", "Soap and hand wash", .hygiene, ["洗手", "肥皂", "soap", "sanitizer", "sanitiser"]),
        item("sanitary-pads", "卫生巾", "Sanitary pads", .hygiene, ["sanitary"]),
        item("diapers", "纸尿裤", "Diapers", .hygiene, ["diaper"]),
    ]
    private static let medical = [
        item("thermometers", "体温计", "Thermometers", .medical, ["体温", "thermometer"]),
        item("nebulisers", "雾化器", "Nebulisers", .medical, ["雾化", "nebuli"]),
        item("oxygen", "氧气", "Oxygen", .medical),
        item("monitors", "监护仪", "Patient monitors", .medical, ["patient monitor"]),
        item("bed-covers", "床罩", "Bed covers", .medical, ["bed cover"]),
        item("first-aid", "急救包", "First-aid kits", .medical, ["急救", "绷带", "first aid", "first-aid", "bandage"]),
        item("medical", "医用耗材", "Medical supplies", .medical, ["医用", "血", "medical"]),
    ]
    private static let rescue = [
        item("rescue", "救援", "Rescue", .rescue, ["搜救", "被困", "冲锋舟", "trapped", "boat"])
    ]
    private static let water = [item("water", "饮用水", "Drinking water", .water, ["水", "water"])]
    private static let food = [
        item("rice", "米面", "Rice and flour", .food, ["米", "面", "rice", "bread", "flour"]),
        item("vegetables", "蔬菜", "Vegetables", .food, ["菜", "vegetable"]),
        item("milk", "奶粉", "Milk powder", .food, ["奶", "milk"]),
        item("food", "食品", "Food", .food, ["食", "餐", "meal"]),
    ]
    private static let shelter = [
        item("tents", "帐篷", "Tents", .shelter, ["tent"]),
        item(
            "accommodation", "住宿", "Accommodation", .shelter,
            ["房间", "床位", "安置", "shelter", "room", "bed"]),
    ]
    private static let clothing = [
        item("blankets", "被褥", "Blankets", .clothing, ["被", "毯", "blanket", "quilt"]),
        item("clothes", "衣物", "Clothes", .clothing, ["衣", "鞋", "clothing", "coat"]),
    ]
    private static let power = [
        item("generators", "发电机", "Generators", .power, ["generator"]),
        item("fuel", "燃料", "Fuel", .power, ["柴油", "汽油", "燃", "煤", "diesel"]),
        item("heaters", "取暖设备", "Heaters", .power, ["取暖", "heater"]),
        item("batteries", "电池", "Batteries", .power, ["电", "battery"]),
    ]
    private static let transport = [
        item("drivers", "司机", "Drivers", .transport, ["接送", "driver"]),
        item(
            "vehicles", "车辆", "Vehicles", .transport,
            ["车", "运输", "transport", "truck", "lorry", "van", "ambulance", "vehicle"]),
    ]
    private static let people = [
        item("nurses", "护士", "Nurses", .people, ["nurse"]),
        item("doctors", "医生", "Doctors", .people, ["doctor"]),
        item("translators", "翻译", "Translators", .people, ["translator"]),
        item("volunteers", "志愿者", "Volunteers", .people, ["人手", "volunteer", "helper"]),
    ]

    /// The questions of a verification, in the order in which they are asked.
    static let questions: [Checklist.Question] = {
        let all = Set(Need.Category.allCases)
        let goods = all.subtracting([.people, .rescue, .transport, .shelter, .power])
        return [
            .init(id: "said-by", zh: "知道是谁说的", en: "It is known who said so", categories: all),
            .init(id: "called-back", zh: "拨打官方电话核对过", en: "Called back at an official number", categories: all),
            .init(id: "document", zh: "看到公函或证明", en: "A document was seen", categories: all),
            .init(
                id: "plausible", zh: "数量与机构相称", en: "The amount is plausible for the institution", categories: all),
            .init(
                id: "delivery-point", zh: "收货地点和时间清楚", en: "Delivery point and hours are known", categories: all),
            .init(
                id: "receives-directly", zh: "由对方直接接收", en: "They receive goods directly", categories: goods),
            .init(
                id: "standard", zh: "规格标准说明白了", en: "The standard needed is stated",
                categories: [.medical, .protective]),
            .init(
                id: "hazards", zh: "问过现场安全", en: "Safety on site was asked about",
                categories: [.people, .rescue, .transport, .shelter, .power]),
            .init(id: "briefing", zh: "说明了任务要求", en: "The task was explained", categories: [.people, .rescue]),
        ]
    }()
}
