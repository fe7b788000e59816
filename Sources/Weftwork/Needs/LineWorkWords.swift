internal import Engine

/// What stands about a line's time and about what may stand in for it.
enum LineWorkWords {
    static let from = Text(zh: "从什么时候", en: "From")
    static let to = Text(zh: "到什么时候", en: "Until")
    static let zone = Text(zh: "北京时间；不定就空着", en: "Beijing time; leave it empty if it is open")
    static let hours = Text(zh: "每人几小时", en: "Hours for each person")
    static let hoursHint = Text(zh: "例如 4，或 1.5；90 分钟也行", en: "For example 4, or 1.5; 90 min is fine, too")
    static let minutes = Text(zh: "每人几分钟", en: "Minutes for each person")
    static let start = Text(zh: "开始时间", en: "Start")
    static let end = Text(zh: "结束时间", en: "End")
    static let place = Text(zh: "在哪里做", en: "Where it is done")
    /// A label that says of which line.
    static func of(_ label: Text, _ item: String) -> Text { Text(zh: "\(item)：\(label)", en: "\(item): \(label)") }
    static let unsaid = Text(zh: "没有说", en: "Not said")
    static let onSite = Text(zh: "要到现场", en: "On site")
    static let remote = Text(zh: "可以远程", en: "Can be done from afar")
    static let kind = Text(zh: "种类", en: "Kind")
    static let substitute = Text(zh: "没有的话，可以用别的代替吗？", en: "May something else like it stand in?")
    static let substituteShort = Text(zh: "能否代替", en: "Substitute allowed")
    static func name(of substitute: Substitute) -> Text {
        switch substitute {
        case .yes: Text(zh: "可以用同类的代替", en: "Something like it will do")
        case .no: Text(zh: "不能用别的代替", en: "Nothing else will do")
        case .ask: Text(zh: "代替的要先问", en: "Ask before something else is sent")
        }
    }
    static func name(of kind: NeedLine.Kind) -> Text {
        switch kind {
        case .goods: Text(zh: "物资", en: "Goods")
        case .people: Text(zh: "人手", en: "People")
        case .service: Text(zh: "服务", en: "A service")
        case .space: Text(zh: "场地", en: "A place")
        case .transport: Text(zh: "运输", en: "Transport")
        case .information: Text(zh: "信息", en: "Information")
        }
    }
    /// When, for how long each, and where; nothing where nobody said.
    static func words(_ work: LineWork) -> [Text] {
        var words: [Text] = []
        switch (work.from, work.to) {
        case (let from?, let to?):
            words.append(Text(zh: "\(moment: from) 到 \(moment: to)", en: "\(moment: from) to \(moment: to)"))
        case (let from?, nil): words.append(Text(zh: "\(moment: from) 起", en: "from \(moment: from)"))
        case (nil, let to?): words.append(Text(zh: "到 \(moment: to) 为止", en: "until \(moment: to)"))
        case (nil, nil): break
        }
        if let minutes = work.minutes {
            let span = Int64(minutes) * Time.minute
            words.append(Text(zh: "每人 \(span: span)", en: "\(span: span) each"))
        }
        if let isRemote = work.isRemote { words.append(isRemote ? remote : onSite) }
        return words
    }

    /// The same in one piece.
    static func line(_ work: LineWork) -> Text {
        let all = words(work)
        guard !all.isEmpty else { return unsaid }
        return Text(
            zh: "\(all.map { $0(.zh) }.joined(separator: " · "))", en: "\(all.map { $0(.en) }.joined(separator: " · "))"
        )
    }

    // MARK: The form

    static let people = Text(zh: "需要人手（护士、司机、志愿者……）", en: "People are needed (nurses, drivers, volunteers …)")
    static let peopleHint = Text(
        zh: "一样一组。时间和小时数能让来的人安排好，也能少问您一遍。",
        en: "One group for each kind of work. With time and hours people can plan, and you are asked once less."
    )
    static let skill = Text(zh: "做什么的人", en: "What they do")
    static let skillHint = Text(zh: "例如：护士、搬运、翻译", en: "For example: nurses, carrying, translating")
    static let count = Text(zh: "几个人", en: "How many people")
    static let requirements = Text(zh: "有什么要求", en: "What they must know or have")
    static let another = Text(zh: "再加一样人手", en: "Add another kind of work")
    static func group(_ number: Int) -> Text { Text(zh: "人手 \(number)", en: "People \(number)") }

    // MARK: What is wrong

    static func over(_ now: Int64) -> Text {
        Text(
            zh: "这个时间已经过了，现在是 \(moment: now)。请改晚一点；马上就要的，留空就行。",
            en:
                "That moment is over; it is \(moment: now) now. Say a later one, or leave it empty if it is needed at once."
        )
    }
    static let endsBeforeItBegins = Text(zh: "结束要在开始之后。", en: "The end must be later than the start.")
    static func longerThanThat(_ span: Int64) -> Text {
        Text(
            zh: "从开始到结束只有 \(span: span)，每人做不了这么久。",
            en: "From start to end there are only \(span: span): nobody can do more than that.")
    }
    static let badLength = Text(
        zh: "每人做多久？15 分钟到 7 天，例如“4”（小时）或“90 分钟”。",
        en: "How long for each? From 15 minutes to 7 days, for example “4” (hours) or “90 min”.")
    static let goodsHaveNoTime = Text(
        zh: "时间和小时数只属于要人做的事；这一行要的是东西。",
        en: "Time and hours belong to what people do; this line asks for goods.")

    /// What people write in tables and programs send.
    static let yes: Set<String> = ["yes", "y", "true", "1", "是", "可", "可以", "可替代", "可代替", "能"]
    static let no: Set<String> = ["no", "n", "false", "0", "否", "不", "不可", "不可以", "不可替代", "不能"]
    static let ask: Set<String> = ["ask", "askfirst", "先问", "要先问", "问"]
}
