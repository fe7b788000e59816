/// What is said of institutions whose identity was verified.
enum KnownInstitutionWords {
    static let title = Text(zh: "这家机构已核实过", en: "This institution is verified")
    static func known(_ known: KnownInstitution) -> Text {
        Text(
            zh: "“\(known.name)”的身份和回拨电话由 \(known.memberName) 于 \(moment: known.at) 核实，有效到 \(moment: known.until)。",
            en:
                "Identity and call-back number of \(known.name) were verified on \(moment: known.at) by \(known.memberName), valid until \(moment: known.until)."
        )
    }
    static let evidence = Text(zh: "看当时的核实", en: "See that verification")
    static let prefilled = Text(
        zh: "身份和回拨两项已按此填好；发现不对就改掉。",
        en: "The two questions on identity and call-back are filled in; change them if something is wrong.")
    static let keep = Text(
        zh: "机构身份和回拨电话对它 30 天内的所有需求有效", en: "Let identity and call-back number hold for all its needs for 30 days")
    static let end = Text(zh: "这家机构的核实不再可信", en: "This verification is not to be trusted any more")
    static let endReason = Text(zh: "为什么（例如：有人冒充、发生争议）", en: "Why (somebody posed as them, a dispute …)")
    static let needsChecks = Text(
        zh: "要对机构长期有效，请选“官方来源”，并且确认知道是谁说的、拨打官方电话核对过",
        en: "To hold for the institution it must be official, with who said so and the call-back both answered yes")
    static let needsName = Text(
        zh: "没有能认出是哪一家的机构名称（通用名称还要有城市）", en: "No name tells which institution it is (a common name needs its city too)")
    static let needsNumber = Text(zh: "没有回拨电话", en: "There is no number to call back")
    static let holdsNoMore = Text(
        zh: "这家机构的核实已经失效，或与这里的机构、电话不符",
        en: "The institution's verification holds no more, or is of another institution or number")
}
