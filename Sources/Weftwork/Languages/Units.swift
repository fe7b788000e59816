/// Units in English as they go with a number: "1 can", "20 cans". What people typed in any other way stays as it is.
public enum Units {
    private static let pairs: [(one: String, many: String)] = [
        ("piece", "pieces"), ("item", "items"), ("box", "boxes"), ("can", "cans"), ("pair", "pairs"), ("set", "sets"),
        ("bottle", "bottles"), ("bag", "bags"), ("pack", "packs"), ("packet", "packets"), ("package", "packages"),
        ("carton", "cartons"), ("case", "cases"), ("roll", "rolls"), ("kit", "kits"), ("unit", "units"),
        ("sheet", "sheets"), ("tube", "tubes"), ("bucket", "buckets"), ("barrel", "barrels"), ("drum", "drums"),
        ("blanket", "blankets"), ("bed", "beds"), ("tent", "tents"), ("meal", "meals"), ("portion", "portions"),
        ("truck", "trucks"), ("lorry", "lorries"), ("car", "cars"), ("van", "vans"), ("trip", "trips"),
        ("load", "loads"), ("pallet", "pallets"), ("ton", "tons"), ("tonne", "tonnes"), ("litre", "litres"),
        ("liter", "liters"), ("gallon", "gallons"), ("metre", "metres"), ("meter", "meters"), ("kilo", "kilos"),
        ("gram", "grams"), ("kilogram", "kilograms"), ("hour", "hours"), ("day", "days"), ("night", "nights"),
        ("week", "weeks"), ("shift", "shifts"), ("person", "people"), ("volunteer", "volunteers"),
        ("worker", "workers"), ("nurse", "nurses"), ("doctor", "doctors"), ("driver", "drivers"),
        ("interpreter", "interpreters"), ("room", "rooms"), ("seat", "seats"), ("dose", "doses"), ("mask", "masks"),
        ("glove", "gloves"), ("gown", "gowns"), ("suit", "suits"), ("machine", "machines"), ("copy", "copies"),
    ]
    private static let ones = Dictionary(pairs.map { ($0.many, $0.one) }, uniquingKeysWith: { first, _ in first })
    private static let manys = Dictionary(pairs.map { ($0.one, $0.many) }, uniquingKeysWith: { first, _ in first })

    /// `unit` as it goes with so many thousandths of it.
    public static func going(with thousandths: Int64, _ unit: String) -> String {
        guard let first = unit.utf8.first, first < 128 else { return unit }
        let word = unit.lowercased()
        return (thousandths == 1000 ? ones[word] : manys[word]) ?? unit
    }
}
