/// Measure words: the ones that tell a quantity from a model number or an ordinary word.
enum Units {
    private static let chinese: Set<String> = [
        "个", "只", "件", "套", "箱", "盒", "包", "瓶", "支", "台", "辆", "张", "床", "双", "副", "付", "条", "把", "根", "块", "片",
        "桶", "袋", "卷", "顶", "吨", "公斤", "斤", "千克", "克", "升", "毫升", "米", "人", "名", "位", "组", "批", "份", "本", "部",
        "间", "座", "艘", "架", "匹", "罐", "筒", "捆", "粒", "枚", "板", "对", "车", "头", "车次", "人次", "平米", "平方米",
        "立方米", "公里", "小时", "天", "次", "颗", "幅", "面", "具", "扎", "听", "排", "打", "剂", "万",
    ]
    private static let english: Set<String> = [
        "pc", "pcs", "piece", "pieces", "unit", "units", "box", "boxes", "pack", "packs", "package", "packages", "bag",
        "bags", "bottle", "bottles", "pair", "pairs", "set", "sets", "carton", "cartons", "case", "cases", "roll",
        "rolls", "kg", "g", "mg", "t", "ton", "tons", "tonne", "tonnes", "l", "ml", "liter", "liters", "litre",
        "litres",
        "m", "m2", "m3", "km", "cm", "pallet", "pallets", "bundle", "bundles", "can", "cans", "tube", "tubes", "dozen",
        "people", "persons", "person", "hours", "hour", "days", "day", "each", "ea", "sheet", "sheets", "kit", "kits",
    ]

    /// Whether a unit is one of ours, whatever stands in brackets behind it (`盒(50只)`) or after a slash (`只/天`).
    static func isKnown(_ unit: String) -> Bool {
        let folded = FoldedLine(unit).key
        let bare = folded.prefix { $0 != "(" && $0 != "/" && $0 != " " }
        return chinese.contains(String(bare)) || english.contains(String(bare))
    }

    /// The longest Chinese unit at the start of folded characters.
    static func leading(_ folded: ArraySlice<Character>) -> ArraySlice<Character>? {
        (1...3).reversed().lazy
            .filter { $0 <= folded.count }
            .map { folded.prefix($0) }
            .first { chinese.contains(String($0)) }
    }

    /// The Chinese unit at the end of a folded text.
    static func trailing(_ folded: String) -> Substring? {
        (1...3).reversed().lazy.map { folded.suffix($0) }.first { chinese.contains(String($0)) }
    }

    /// Units that can stand between a number and the thing without a space (`200盒口罩`). Without those that begin
    /// names of things: `5人帐篷`, `7座车`, `3米梯`.
    static func joins(_ unit: ArraySlice<Character>) -> Bool {
        !["人", "位", "座", "米", "升", "面", "头", "天", "次", "万", "车", "板"].contains(String(unit))
    }
}
