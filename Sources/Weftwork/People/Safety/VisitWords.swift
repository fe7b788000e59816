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
    /// What a field is called, where the words of what is wrong with it don't say so.
    static func name(of field: String, isPass: Bool) -> Text? {
        switch field {
        case "place": place
        case "hours": isPass ? validHours : hours
        case "insurance": insurance
        case "task": task
        case "for": passFor
        default: nil
        }
    }
    static let checkIn = Text(zh: "签到", en: "Check in")
    static let checkInAsChanged = Text(zh: "我看到了这些改动，签到出发", en: "I have seen what changed: check in")
    static let changed = Text(zh: "您认领之后，这项求助有改动：", en: "Since you promised, this has changed:")
    static let changedHint = Text(
        zh: "照新的情况去；去不了，不用签到，回到求助那一页放回就行。",
        en: "Go by what stands now. If you cannot, don't check in: let it go on the need's page.")
    static let checkOut = Text(zh: "签退，我回来了", en: "Check out: I am back")
    static func out(_ due: Int64) -> Text {
        Text(zh: "您在外，说好 \(moment: due) 前回来。", en: "You are out, back by \(moment: due).")
    }
    static let alreadyOut = Text(zh: "您已签到，请先签退。", en: "You are checked in; check out first.")
    static let notBack = Text(zh: "有人外出，等其回来", en: "Somebody is out: see that they come back")
    static let isBack = Text(zh: "已经回来了。", en: "They are back.")
    static let open = Text(zh: "查看去处、紧急联系人和保险", en: "Open place, emergency contact and insurance")
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
    static let passFor = Text(zh: "为哪件事", en: "What it is for")
    static let passForHint = Text(
        zh: "认领或班次结束，通行证就失效。", en: "The pass ends with the promise or the shift.")
    static let forNothing = Text(zh: "到时间为止", en: "Nothing in particular: until its time is over")
    static func forClaim(_ title: String) -> Text { Text(zh: "认领：\(title)", en: "Promise: \(title)") }
    static func forShift(_ desk: String, _ until: Int64) -> Text {
        Text(zh: "班次：\(desk)，到 \(moment: until)", en: "Shift: \(desk), until \(moment: until)")
    }
    static let notYourOwn = Text(
        zh: "这不是您自己的认领或班次，或者已经结束。", en: "That is no promise or shift of yours, or it is over.")
    static let showForThis = Text(zh: "为这份认领出示通行证", en: "Show a pass for this")
    static let goForThis = Text(zh: "为这件事去现场签到", en: "Check in on site for this")
    static let allPasses = Text(zh: "有效的通行证", en: "Passes in force")
    static let noPasses = Text(zh: "现在没有有效的通行证。", en: "No pass is in force now.")
    static func revokeOf(_ name: String, _ task: String) -> Text {
        Text(zh: "作废 \(name) 的通行证：\(task)", en: "Revoke the pass of \(name): \(task)")
    }
    static func mailRevoked(_ task: String) -> Text {
        Text(zh: "您的通行证“\(task)”已被负责人作废。", en: "Your pass “\(task)” was revoked by those who answer for the network.")
    }
    static func photoOf(_ name: String) -> Text { Text(zh: "\(name) 的照片", en: "Photo of \(name)") }
    static let insurance = Text(zh: "保险公司和保单号", en: "Insurer and policy number")
    static let insuranceWho = Text(
        zh: "封存在您的资料里；到点没回来时，负责人才能打开",
        en: "Sealed in your profile; opened by who answers for the visit when you are late")
    static let noInsurance = Text(zh: "没有注明保险。", en: "No insurance was noted.")
    static let show = Text(zh: "出示", en: "Show")
    static let revoke = Text(zh: "作废", en: "Revoke")
    static func until(_ at: Int64) -> Text { Text(zh: "有效到 \(moment: at)", en: "good until \(moment: at)") }
    static let holds = Text(zh: "有效", en: "Valid")
    static let isOver = Text(zh: "已失效", en: "No longer valid")
    static let network = Text(zh: "网络", en: "Network")
    static let passLabel = Text(zh: "通行证二维码", en: "QR code of the pass")
    static let recorded = Text(zh: "这次查看已记录，持证人看得到。", en: "This look is recorded; its holder sees it.")
}
