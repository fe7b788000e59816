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
