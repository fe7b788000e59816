/// What is said about permits.
enum PermitWords {
    static let title = Text(zh: "许可", en: "Permits")
    static let waiting = Text(zh: "待核对的许可", en: "Permits to look at")
    static let noneWaiting = Text(zh: "没有待核对的许可。", en: "No permit waits to be looked at.")
    static let state = Text(zh: "写下许可", en: "State a permit")
    static let stateHint = Text(
        zh: "写下编号和谁发的，由另一个人核对。有照片的话，传到这项需求的照片里。",
        en: "Write down number and issuer; another person looks at it. A photo of it goes to the photos of the need.")
    static func coversUntil(_ moment: Int64) -> Text {
        Text(
            zh: "已有一份不限数量的许可，管到 \(moment: moment)。更晚送到的，才要再写一份。",
            en:
                "A permit without a limit holds until \(moment: moment). Another is only wanted for what you bring later."
        )
    }
    static let forAll = Text(zh: "对整项需求有效", en: "For the whole need")
    static let forOne = Text(zh: "只对您的认领有效", en: "For what you promise only")
    static func forName(_ name: String) -> Text { Text(zh: "只对 \(name) 的认领有效", en: "For what \(name) promises only") }
    static let number = Text(zh: "许可编号", en: "Permit number")
    static let issuer = Text(zh: "谁发的", en: "Issued by")
    static let validUntil = Text(zh: "有效到", en: "Valid until")
    static let note = Text(zh: "备注", en: "Note")
    static let who = Text(zh: "只有经办人看得到", en: "Only those who work on it see this")
    static let send = Text(zh: "交去核对", en: "Have it looked at")
    static let amountHint = Text(
        zh: "许可写了数量就填上；只要填了一样，它就只管填了数量的东西。都不填就是没有数量限制。",
        en:
            "Fill in what amount it allows. Once one is filled in it covers only what has an amount; with none it has no limit."
    )
    static func upTo(_ item: String, _ unit: String) -> Text {
        let unit = unit.isEmpty ? "" : " (\(unit))"
        return Text(zh: "最多多少：\(item)\(unit)", en: "Up to how many: \(item)\(unit)")
    }
    static func amount(_ item: String, _ most: Int64, left: Int64, _ unit: String) -> Text {
        Text(
            zh: "\(item)：最多 \(quantity: most)\(unit)，还剩 \(quantity: left)",
            en: "\(item): up to \(quantity: most, unit: unit), \(quantity: left) left")
    }
    static let notBound = Text(zh: "这项管控不管这一样。", en: "This restriction does not bind that line.")
    static func notEnough(_ authority: String, _ left: Int64) -> Text {
        Text(
            zh: "\(authority)的许可只够再认领 \(quantity: left)。可以少认领一些，或者另写一份许可。",
            en: "What \(authority) permits is enough for \(quantity: left) more. Promise less, or state another permit."
        )
    }

    // MARK: Promises that were there before

    static let step = Text(zh: "给认领补许可", en: "A permit for your promise")
    static func waits(_ due: Int64) -> Text {
        Text(
            zh: "这份认领要有许可：请在 \(moment: due) 前写下，或者放下认领；到时还没有，就放回去让别人来做。核对通过之前不显示联系方式。",
            en:
                "This promise takes a permit: state one by \(moment: due), or let go of it; without one it goes back to the pool then. Until one is accepted the contact is not shown."
        )
    }
    static func waitsUnderWay(_ due: Int64) -> Text {
        Text(
            zh: "这份认领要有许可：请在 \(moment: due) 前写下。东西已经在路上，照样送，联系方式照样能看；到时还没有，负责人会找您商量。",
            en:
                "This promise takes a permit: state one by \(moment: due). The goods are on their way: carry on, the contact stays open; without a permit by then the one who answers for the need speaks with you."
        )
    }
    static let contactWaits = Text(
        zh: "您的认领在等许可，核对通过之前不显示联系方式。请在这项需求的页面上写下许可。",
        en:
            "Your promise waits for a permit; until one is accepted the contact is not shown. State yours on the need's page."
    )
    static func toldWaiting(_ count: Int, _ due: Int64) -> Text {
        Text(
            zh: "您有 \(count) 份认领从现在起要有许可：请在 \(moment: due) 前写下许可，或者放下认领；到时还没有，就放回去。核对通过之前不显示联系方式；已经在路上的照样送。",
            en:
                "From now on \(count) of your promises take a permit: state one by \(moment: due), or let go; without one they go back to the pool then. Until one is accepted the contact is not shown; what is on its way goes on."
        )
    }
    static func awaited(_ authority: String) -> Text {
        Text(zh: "一份认领要补许可（\(authority)）", en: "A promise waits for a permit (\(authority))")
    }
    static func missed(isUnderWay: Bool) -> Text {
        isUnderWay
            ? Text(zh: "没有许可，东西已在路上，由负责人商量", en: "No permit came; the goods are on their way, and the owner sees to it")
            : Text(zh: "没有许可，认领放回", en: "No permit came; the promise went back")
    }
    static let mailGone = Text(
        zh: "您的认领靠的那份许可被收回认可：请在期限内写下另一份，或者放下认领；已经在路上的照样送。",
        en:
            "The permit your promise leaned on counts no more: state another in time, or let go of it. What is on its way already carries on."
    )
    static let mailRunOut = Text(
        zh: "您的认领靠的那份许可到期了：请在期限内写下另一份，或者放下认领；已经在路上的照样送。",
        en:
            "The permit your promise leaned on has run out: state another in time, or let go of it. What is on its way already carries on."
    )
    static func endsBefore(_ authority: String, _ moment: Int64) -> Text {
        Text(
            zh: "\(authority)的许可只到 \(moment: moment)：请说好在那之前送到，或者先写下另一份许可。",
            en:
                "The permit of \(authority) is good until \(moment: moment): promise it by then, or state another permit first."
        )
    }
    static let mailStillMissing = Text(
        zh: "您的认领还缺许可，时间快到了：请写下许可，或者放下认领。",
        en: "Your promise still lacks its permit and its time is nearly over: state one, or let go of it.")
    static let mailMayGo = Text(
        zh: "您的认领有了有效的许可，照常送吧，联系方式又能看了。",
        en: "Your promise has an accepted permit: carry on, the contact can be seen again.")
    static let mailReturned = Text(
        zh: "没有等到许可，您的认领已放回，不用送了。谢谢您。",
        en: "No permit came in time, so your promise went back to the pool; you need not go. Thank you.")
    static let mailWithoutPermit = Text(
        zh: "这项需求有一份认领没有许可，东西已在路上。请联系认领的人，商量怎么办。",
        en:
            "A promise for this need has no permit, and its goods are on their way. Please speak with whoever promised it."
    )
    static func toldReturned(_ authority: String) -> Text {
        Text(
            zh: "有一份认领缺\(authority)的许可，已经放回。您的需求还在，我们接着找。",
            en:
                "A promise for your need lacked the permit of \(authority) and went back. Your need stands, and we go on looking."
        )
    }
    static func until(_ moment: Int64) -> Text { Text(zh: "到 \(moment: moment)", en: "until \(moment: moment)") }
    static func statedBy(_ name: String) -> Text { Text(zh: "\(name) 写的", en: "stated by \(name)") }
    static let statedByHer = Text(zh: "求助者写的", en: "stated by the requester")
    static let decide = Text(zh: "核对许可", en: "Look at the permit")
    static let reason = Text(zh: "怎么核对的、为什么", en: "How you checked it, and why")
    static let reasonHint = Text(zh: "写下的人会读到", en: "Whoever stated it reads this")
    static let accept = Text(zh: "有效", en: "Accept")
    static let refuse = Text(zh: "不认可", en: "Refuse")
    static let takeBack = Text(zh: "收回认可", en: "Take the acceptance back")
    static let claimNote = Text(
        zh: "受管控的东西，要有核对过的许可才能认领。", en: "What is restricted can be promised with an accepted permit only.")
    static let toForm = Text(zh: "去写许可", en: "To the permits")
    static let gone = Text(zh: "内容已删除", en: "Its words are gone")

    static func name(of state: Permit.State) -> Text {
        switch state {
        case .stated: Text(zh: "待核对", en: "To be looked at")
        case .accepted: Text(zh: "已核对，有效", en: "Accepted")
        case .refused: Text(zh: "不认可", en: "Refused")
        }
    }

    static func story(isAccepted: Bool) -> Text {
        isAccepted
            ? Text(zh: "许可已核对，有效", en: "A permit was accepted") : Text(zh: "许可没有得到认可", en: "A permit was refused")
    }

    static let noPermits = Text(
        zh: "这项管控没有许可这回事，只能走官方渠道。", en: "This authority gives no permits: it goes by its official channel only.")
    static let notOwn = Text(
        zh: "自己写的许可要由别人核对。", en: "A permit is looked at by another than who stated it.")
    static let notClaimant = Text(
        zh: "认领了这项需求的人不能核对它的许可。", en: "Whoever has promised something for it can't decide about its permits.")
    static func decided(_ state: Permit.State) -> Text {
        Text(
            zh: "这份许可现在是“\(name(of: state))”，不能这样做。", en: "This permit is “\(name(of: state))”; that can't be done now."
        )
    }
    static let runOut = Text(zh: "这份许可已经过期。", en: "This permit has run out.")

    // MARK: Messages

    static let mailToLookAt = Text(zh: "有人写下了一份许可，请您核对。", en: "Somebody has stated a permit; please look at it.")
    static let mailAccepted = Text(
        zh: "许可已核对，有效，可以认领了。", en: "The permit was accepted: you can promise now.")
    static let mailRefused = Text(zh: "许可没有得到认可，理由在页面上。", en: "The permit was refused; why, stands on the page.")
    static let mailTakenBack = Text(
        zh: "这项需求的一份许可被收回认可，请看一下您的认领还行不行。",
        en: "The acceptance of a permit for this need was taken back; please see whether your promise still holds.")
    static func told(_ isAccepted: Bool, _ reason: String) -> Text {
        isAccepted
            ? Text(zh: "您写的许可已核对，有效。", en: "The permit you stated was accepted.")
            : Text(zh: "您写的许可没有得到认可：\(reason)", en: "The permit you stated was refused: \(reason)")
    }
}
