/// What requesters and members read in their mail.
extension NeedWords {
    static func mailSubject(_ title: Text) -> Text {
        Text(zh: "您的需求：\(title)", en: "About the need: \(title)")
    }

    /// To a member: whose need it is, or that it is one of which they have promised something.
    static func memberMailSubject(_ title: Text, hasPromised: Bool) -> Text {
        hasPromised
            ? Text(zh: "您认领的需求：\(title)", en: "The need you promised for: \(title)")
            : Text(zh: "需求：\(title)", en: "About the need: \(title)")
    }

    static func mailBody(_ message: NeedMessage, link: String, code: String) -> Text {
        let what = words(message)
        return Text(
            zh:
                "\(what)\n\n查看进展、补充、修改或撤回：\n\(link)\n查询码：\(code)\n\n链接只属于您，请不要转发。打开它不会做任何事，要您按下按钮才算。\n这里的人不会向您要钱、手续费或验证码。\n",
            en:
                "\(what)\n\nSee how it stands, add, correct or withdraw:\n\(link)\nCode: \(code)\n\nThe link is yours alone; please don't pass it on. Opening it does nothing until you press a button.\nNobody from here asks for money, fees or codes.\n"
        )
    }

    /// The same in a short message: one sentence and the way to the page.
    static func short(_ message: NeedMessage, link: String) -> Text {
        Text(
            zh: "\(words(message))\(link) 我们不会问您要钱或验证码。",
            en: "\(words(message)) \(link) We never ask for money or codes.")
    }

    private static func words(_ message: NeedMessage) -> Text {
        switch message {
        case .received(let reading):
            Text(
                zh: "我们收到了您的需求。\(reading)这不是答复：有人看过之后会再告诉您。",
                en: "We have your need. \(reading) This is no answer yet: you hear from us once somebody has read it.")
        case .reportAnswered:
            Text(
                zh: "您报告的来电，我们查过了，结果在页面上。",
                en: "We have looked into the call you reported; what we found stands on your page.")
        case .wrote:
            Text(
                zh: "负责您需求的人给您写了话，请在页面上看，可以直接回复。",
                en: "Those who work on your need have written to you. Read it on your page; you can answer there.")
        case .acknowledged:
            Text(zh: "有人看到了您的需求，正在负责。", en: "Somebody has read your need and answers for it.")
        case .verified: Text(zh: "您的需求已经核实。", en: "Your need has been verified.")
        case .published: Text(zh: "您的需求已经发布，正在找能帮忙的人。", en: "Your need is published; help is being sought.")
        case .cannotReach:
            Text(
                zh: "我们联系您，没有接通。请看一下电话，或在页面上告诉我们怎么找您。",
                en: "We tried to reach you in vain. Please mind your phone, or tell us on the page how to find you.")
        case .delivered: Text(zh: "东西应该到了。收到了吗？请确认。", en: "It should have arrived. Has it? Please confirm.")
        case .stillNeeded: Text(zh: "还需要吗？请告诉我们一声。", en: "Is it still needed? Please tell us.")
        case .contactChanged:
            Text(
                zh: "您留下的联系方式刚被修改。如果不是您改的，请马上打开页面告诉我们。",
                en: "The contact you left was just changed. If it wasn't you, open the page at once and tell us.")
        case .answersInWeChat: WeChatWords.first
        case .link:
            Text(
                zh: "有人用您的查询码要了专属链接，就在下面。如果不是您，不用理会。",
                en: "Your secret link was asked for by your code; here it is. If it wasn't you, leave it at that.")
        case .emergencyClosed(let name): EmergencyWords.closedForRequester(name)
        case .sameEnded(let title, let ending): EndingWords.sameEnded(title, ending)
        case .question(let question): Text(zh: "我们有个问题：\(question)", en: "We have a question: \(question)")
        case .hidden(let reason):
            Text(
                zh: "您写的内容已对外隐藏。理由：\(reason)\n求助仍在处理；您可以在页面上申诉一次，由另一位负责人复核。",
                en:
                    "What you wrote is hidden from others. The reason: \(reason)\nYour need is still being dealt with; on the page you can appeal once, and somebody else will look at it."
            )
        case .shown: Text(zh: "您写的内容已重新显示。", en: "What you wrote is shown again.")
        case .hidingUpheld(let reason):
            Text(
                zh: "另一位负责人复核后维持隐藏：\(reason)", en: "Somebody else looked at it, and it stays hidden: \(reason)")
        case .passedToAuthority(let authority, let due): RestrictionWords.toldPassed(authority, due)
        case .authorityAnswered(let outcome, let said): RestrictionWords.toldAnswered(outcome, said)
        case .referral(let words, _): words
        case .permitDecided(let isAccepted, let reason): PermitWords.told(isAccepted, reason)
        case .promiseReturned(let authority): PermitWords.toldReturned(authority)
        case .ended(let state, let reason):
            Text(
                zh: "您的需求现在是“\(name(of: state))”。\(reason)", en: "Your need is now “\(name(of: state))”. \(reason)")
        }
    }

    /// One alarm is named after its need; several by their number.
    static func alarmSubject(_ alarms: [Alarm]) -> Text {
        guard let first = alarms.first, alarms.count == 1 else {
            return Text(zh: "\(alarms.count) 项需求等您处理", en: "\(alarms.count) needs wait for you")
        }
        return memberMailSubject(first.title, hasPromised: false)
    }

    /// One alarm as a message of its own: what the reader could not see coming says until when, too.
    static func alarm(_ alarm: Alarm, link: String) -> Text {
        memberMailBody(alarm.kind.message, due: alarm.kind == .leftAtNight ? alarm.dueAt : nil, link: link)
    }

    /// Several alarms as one message: how many, which is the oldest, what comes first.
    static func alarms(_ alarms: [Alarm], now: Int64, link: String) -> Text {
        let passed = alarms.filter { $0.kind == .clockReassigned }.count
        let oldest =
            alarms.first.map {
                Text(zh: "“\($0.title)”，\(span: now - $0.at)前", en: "“\($0.title)”, \(span: now - $0.at) ago")
            }
            ?? .verbatim("")
        let more: Text =
            passed == 0
            ? .verbatim("") : Text(zh: "其中 \(passed) 项换了负责人。", en: " \(passed) of them changed hands.")
        let left = alarms.filter { $0.kind == .leftAtNight }.count
        let night: Text =
            left == 0
            ? .verbatim("")
            : Text(
                zh: "其中 \(left) 项危急的因为班次结束、没有人在班或待命，现在归您。",
                en: " \(left) critical ones are yours since a shift ended with nobody on shift or on call.")
        func list(_ language: Language) -> String {
            alarms.prefix(10).map { alarm in
                let due = alarm.kind == .leftAtNight ? alarm.dueAt : nil
                let until = due.map { Text(zh: "（到期：\(moment: $0)）", en: " (due: \(moment: $0))")(language) } ?? ""
                return "· \(alarm.title(language))\(until)"
            }.joined(separator: "\n")
        }
        return Text(
            zh: "\(alarms.count) 项需求快到时间、已超时或换了负责人。\(more)\(night)最早的：\(oldest)。\n\n\(list(.zh))\n\n\(link)\n",
            en:
                "\(alarms.count) needs are nearly due, overdue or have changed hands.\(more)\(night) The oldest: \(oldest).\n\n\(list(.en))\n\n\(link)\n"
        )
    }

    static func memberMailBody(_ message: MemberMessage, due: Int64? = nil, link: String) -> Text {
        let what: Text =
            switch message {
            case .needEnded:
                Text(zh: "您认领的需求已经结束，谢谢您。不用再去了。", en: "The need you claimed has ended. Thank you; you need not go.")
            case .needChanged:
                Text(zh: "您认领的需求有改动，正在重新核实。", en: "The need you claimed was changed and is being checked again.")
            case .timeChanged:
                Text(
                    zh: "您认领的那一行改了时间或地点。出发前请再看一眼；来不了，放回去就行。",
                    en:
                        "The time or place of what you promised was changed. Please look again before you set out; if you cannot come, let it go."
                )
            case .lessWanted(let wanted, let promised):
                Text(
                    zh: "对方现在只要 \(quantity: wanted)，已认领 \(quantity: promised)。还没出发的话，请看一下能不能放下；已经在路上的照样送。",
                    en:
                        "Less is needed now than has been promised: wanted now: \(quantity: wanted) (\(quantity: promised) are promised). If you haven't set out, please see whether you can let go; what is on its way is welcome."
                )
            case .disputed:
                Text(
                    zh: "对方说没有收到。有一位协调员会联系您。",
                    en: "The other side says it did not arrive. A coordinator will speak with you.")
            case .disputeOver:
                Text(
                    zh: "对方后来说收到了，争议到此为止，谢谢。",
                    en: "The other side says now that it has come, and the dispute is over. Thank you.")
            case .claimAsked:
                Text(
                    zh: "您认领的到时间了，现在怎么样？请写一句，或放下。",
                    en: "Your claim is due. How does it stand? Leave a word, or release it.")
            case .claimReleased:
                Text(zh: "没有收到您的消息，这份认领已放回，让别人来做。", en: "We had no word from you, so your claim went back to the pool.")
            case .clockReminded: Text(zh: "您负责的一项快到时间了。", en: "Something you answer for is nearly due.")
            case .clockBackup: Text(zh: "一项需求超时了，您是后备。", en: "A need is overdue, and you are its backup.")
            case .clockReassigned: Text(zh: "一项超时的需求换了负责人，请看一下。", en: "An overdue need has changed hands; please look.")
            case .leftAtNight:
                Text(
                    zh: "班次结束了，现在没有人在班，也没有人待命：这项危急的求助从现在起由您负责，时限照走。",
                    en:
                        "A shift has ended with nobody on shift and nobody on call: this critical need is yours from now on, and its clock runs on."
                )
            case .revealedInBulk(let kind): LookWords.alert(kind)
            case .referralReturned: NeedReferralWords.mailReturned
            case .permitStated: PermitWords.mailToLookAt
            case .permitAccepted: PermitWords.mailAccepted
            case .permitRefused: PermitWords.mailRefused
            case .permitTakenBack: PermitWords.mailTakenBack
            case .permitGone: PermitWords.mailGone
            case .permitRanOut: PermitWords.mailRunOut
            case .permitStillMissing: PermitWords.mailStillMissing
            case .promiseMayGo: PermitWords.mailMayGo
            case .promiseReturned: PermitWords.mailReturned
            case .promiseWithoutPermit: PermitWords.mailWithoutPermit
            case .secondAsked: BriefingWords.mailAsked
            case .secondNotWritten: BriefingWords.mailNotWritten
            case .secondMissing: BriefingWords.mailOwner
            case .secondAnswered: BriefingWords.mailAnswered
            case .letThrough: letThroughMail
            case .callReported:
                Text(
                    zh: "一位求助者报告接到可疑电话，可能有人在冒充我们。请马上看。",
                    en: "A requester reports a suspicious call; somebody may be posing as us. Please look at once.")
            case .seenOtherwise: SecondLookWords.mailDecides
            case .requesterWrote:
                Text(zh: "求助者在页面上写了话，请看一下。", en: "The requester has written on the page; please look.")
            case .passedOn:
                Text(
                    zh: "有人离开了，这项需求从现在起由您负责；对方留的话在经过里。",
                    en:
                        "Somebody has left, and this need is yours from now on; what they say about it stands in its story."
                )
            case .handover:
                Text(zh: "有人想把一项需求交给您，接受之前仍由对方负责。", en: "Somebody offers you a need; it stays theirs until you accept.")
            }
        let until: Text =
            due.map { Text(zh: "\n到期：\(moment: $0)", en: "\nDue: \(moment: $0)") } ?? .verbatim("")
        return Text(zh: "\(what)\(until)\n\n\(link)\n", en: "\(what)\(until)\n\n\(link)\n")
    }
}
