/// What passes and visits on site say.
enum VisitWords {
    static let title = Text(zh: "现场安全", en: "Safe on site")
    static let hint = Text(
        zh: "出发前签到，说好去哪里、几点回来；到点没签退，会有人找您。",
        en: "Check in before you go: where to, back by when. If you do not check out in time, somebody looks for you.")
    static let badHours = Text(zh: "0.25 到 48 小时。", en: "Between 0.25 and 48 hours.")
    static let readFirst = Text(zh: "请先读安全须知。", en: "Please read the briefing first.")
    static let place = Text(zh: "去哪里", en: "Where to")
    static let placeWho = Text(zh: "封存；到点没回来时，负责人才能打开", en: "Sealed; opened by who answers for it when you are late")
    static let hours = Text(zh: "几小时后回来", en: "Back in how many hours")
    static let safety = Text(
        zh: "我读了安全须知：不单独进入危险的地方；不替专业人员做医疗或心理救助；带好防护；觉得不安全就停下；紧急时先打急救电话。",
        en:
            "I have read the briefing: nobody goes alone into danger; medical and psychological help is for those trained for it; wear what protects you; stop when it is not safe; in an emergency call the emergency number first."
    )
    static let checkIn = Text(zh: "签到", en: "Check in")
    static let checkOut = Text(zh: "签退，我回来了", en: "Check out: I am back")
    static func out(_ due: Int64) -> Text {
        Text(zh: "您在外，说好 \(moment: due) 前回来。", en: "You are out, back by \(moment: due).")
    }
    static let alreadyOut = Text(zh: "您已签到，请先签退。", en: "You are checked in; check out first.")
    static let notBack = Text(zh: "有人外出，等其回来", en: "Somebody is out: see that they come back")
    static let isBack = Text(zh: "已经回来了。", en: "They are back.")
    static let open = Text(zh: "查看去处和紧急联系人", en: "Open place and emergency contact")
    static let openHint = Text(zh: "打开会被记录，本人会知道。", en: "Opening is recorded, and they will know.")
    static let noContact = Text(zh: "没有留紧急联系人。", en: "No emergency contact was left.")
    static let notLate = Text(zh: "还没到说好的时间。", en: "It is not yet the time they named.")
    static func mailOpened(_ name: String) -> Text {
        Text(
            zh: "您没有按时签退，\(name) 查看了您的去处和紧急联系人。",
            en: "You did not check out in time; \(name) opened your place and emergency contact.")
    }

    static let passes = Text(zh: "通行证", en: "Pass")
    static let passHint = Text(
        zh: "在门口或病区出示。没有联系方式；谁扫过，您看得到。", en: "Shown at a gate or a ward. It carries no contact; you see who scanned it."
    )
    static let task = Text(zh: "任务", en: "Task")
    static let validHours = Text(zh: "有效几小时", en: "Good for how many hours")
    static let makePass = Text(zh: "生成通行证", en: "Make a pass")
    static let badPassHours = Text(zh: "1 到 72 小时。", en: "Between 1 and 72 hours.")
    static let show = Text(zh: "出示", en: "Show")
    static let revoke = Text(zh: "作废", en: "Revoke")
    static func until(_ at: Int64) -> Text { Text(zh: "有效到 \(moment: at)", en: "good until \(moment: at)") }
    static let holds = Text(zh: "有效", en: "Valid")
    static let isOver = Text(zh: "已失效", en: "No longer valid")
    static let scans = Text(zh: "扫描记录", en: "Scans")
    static let network = Text(zh: "网络", en: "Network")
    static let passLabel = Text(zh: "通行证二维码", en: "QR code of the pass")
    static let recorded = Text(zh: "这次查看已记录，持证人看得到。", en: "This look is recorded; its holder sees it.")
}
