/// What the bench of duplicates writes into names and titles.
enum DoublesWords {
    /// Towns that are nowhere, two of these each.
    static let syllables = Array("青云白石长平安定江河山林松柏梅兰竹菊金玉宝珠凤龙麟鹤清泉溪湖")
    static let county = "县"
    static let redCross = "红十字会"
    static let department = "麻醉科"
    static let branch = "东院"
    static let other = "第三医院"
    /// What people write in place of the right character.
    static let slips: [(right: Character, wrong: Character)] = [
        ("医", "一"), ("院", "员"), ("人", "入"), ("民", "明"), ("心", "新"), ("保", "堡"), ("健", "建"), ("大", "太"), ("学", "雪"),
        ("附", "付"), ("属", "蜀"), ("红", "洪"), ("字", "自"),
    ]
    static let suffixes = ["医院", "院"]
    static let kinds = ["人民医院", "中心医院", "中医院", "妇幼保健院", "医院", "红十字会", "慈善总会", "卫生院"]
    static let wants = "急需物资"
    static let space: Character = "\u{3000}"
}

/// Numbers that hospitals bear.
enum DoublesNumbers {
    static let all = ["第一", "第二", "第三", "第四", "第五"]
}
