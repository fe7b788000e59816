/// What is said about permits.
enum PermitWords {
    static let title = Text(zh: "许可", en: "Permits")
    static let waiting = Text(zh: "待核对的许可", en: "Permits to look at")
    static let noneWaiting = Text(zh: "没有待核对的许可。", en: "No permit waits to be looked at.")
    static let state = Text(zh: "写下许可", en: "State a permit")
    static let stateHint = Text(
        zh: "写下编号和谁发的，由另一个人核对。有照片的话，传到这项需求的照片里。",
        en: "Write down number and issuer; another person looks at it. A photo of it goes to the photos of the need.")
    static let forAll = Text(zh: "对整项需求有效", en: "For the whole need")
    static let forOne = Text(zh: "只对您的认领有效", en: "For what you promise only")
    static func forName(_ name: String) -> Text { Text(zh: "只对 \(name) 的认领有效", en: "For what \(name) promises only") }
    static let number = Text(zh: "许可编号", en: "Permit number")
    static let issuer = Text(zh: "谁发的", en: "Issued by")
    static let validUntil = Text(zh: "有效到", en: "Valid until")
    static let note = Text(zh: "备注", en: "Note")
    static let who = Text(zh: "只有经办人看得到", en: "Only those who work on it see this")
    static let send = Text(zh: "交去核对", en: "Have it looked at")
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
