/// What volunteers of the demonstration put into English.
enum DemoSmallWords {
    private static let cities = [
        "武汉市": "Wuhan", "黄冈市": "Huanggang", "孝感市": "Xiaogan", "荆州市": "Jingzhou", "宜昌市": "Yichang", "襄阳市": "Xiangyang",
        "黄石市": "Huangshi", "咸宁市": "Xianning", "荆门市": "Jingmen", "十堰市": "Shiyan", "随州市": "Suizhou", "鄂州市": "Ezhou",
    ]
    private static let things = [
        ("N95", "N95 masks"), ("外科口罩", "surgical masks"), ("口罩", "masks"), ("防护服", "protective suits"),
        ("护目镜", "goggles"), ("面罩", "face shields"), ("手套", "gloves"), ("帽", "caps"), ("鞋套", "shoe covers"),
        ("酒精", "75 % alcohol"), ("皮肤消毒", "hand and skin disinfectant"), ("84", "bleach disinfectant"),
        ("消毒", "disinfectant"), ("隔离衣", "isolation gowns"), ("体温", "thermometers"),
        ("手术衣", "surgical gowns"), ("过氧乙酸", "peracetic acid"), ("碘", "iodine disinfectant"), ("呼吸机", "ventilators"),
    ]

    static func title(_ city: String) -> String {
        "A hospital in \(cities[city] ?? "Hubei") lacks protective supplies"
    }

    static func item(_ name: String) -> String { things.first { name.contains($0.0) }?.1 ?? "medical supplies" }
}
