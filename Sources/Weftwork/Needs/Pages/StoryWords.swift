internal import Database
internal import Foundation

/// What events say to people.
enum StoryWords {
    /// The sentence of an event; none for those that only machines need.
    static func line(for event: SealedEvent, names: [ID: String]) -> Text? {
        let facts = Facts(event.details, names)
        switch event.kind {
        case .submitted: return Text(zh: "提交了需求", en: "The need was sent in")
        case .acknowledged:
            return with(Text(zh: "已受理，有人负责", en: "Acknowledged; somebody answers for it"), facts["note"])
        case .opened: return Text(zh: "开始核实", en: "Verification began")
        case .skipped: return with(Text(zh: "换人来看", en: "Passed on to somebody else"), facts["reason"])
        case .verified:
            let confidence = facts["confidence"].flatMap(Need.Confidence.init(rawValue:))
            let how = confidence.map(NeedWords.name(of:)) ?? .verbatim("")
            return Text(zh: "核实完成：\(how)", en: "Verified: \(how)")
        case .secondCheck: return Text(zh: "第一位审核员已核实，等第二位", en: "Checked by a first verifier; a second is needed")
        case .contradicted: return Text(zh: "两位审核员意见不同，交协调员", en: "Two verifiers disagree; a coordinator decides")
        case .published:
            let tier = facts["audience"].flatMap(Audience.init(name:)).map(NeedWords.name(of:)) ?? .verbatim("")
            let former = facts["audience.from"].flatMap(Audience.init(name:))
            let words = Text(zh: "发布给：\(tier)", en: "Published to: \(tier)")
            guard let former, former > .case else { return words }
            return Text(
                zh: "\(words)（原来：\(NeedWords.name(of: former))）", en: "\(words) (before: \(NeedWords.name(of: former)))"
            )
        case .rejected: return with(Text(zh: "未受理", en: "Rejected"), facts["reason"])
        case .askedInformation: return with(Text(zh: "请补充", en: "A question"), facts["question"])
        case .answered: return with(Text(zh: "求助者答复", en: "The requester answered"), facts["text"])
        case .cannotReach:
            let attempt = Int(facts["attempt"] ?? "") ?? 1
            return with(
                Text(zh: "第 \(attempt) 次联系，没有接通", en: "Attempt \(attempt) to reach the requester, in vain"),
                facts["channel"].map(ReachWords.said))
        case .reached:
            return with(with(Text(zh: "联系上了", en: "Reached"), facts["channel"].map(ReachWords.said)), facts["note"])
        case .merged: return Text(zh: "与另一项需求合并", en: "Merged into another need")
        case .mergedInto: return Text(zh: "另一项相同的需求并了进来", en: "The same need, sent twice, was merged into this one")
        case .unmerged: return Text(zh: "撤销合并", en: "The merge was undone")
        case .withdrawn: return with(Text(zh: "已撤回", en: "Withdrawn"), facts["reason"])
        case .unmet: return with(with(Text(zh: "未能满足", en: "Could not be met"), facts["reason"]), facts["tried"])
        case .reopened: return with(Text(zh: "重新打开", en: "Reopened"), facts["reason"])
        case .confirmed: return with(Text(zh: "求助者确认收到", en: "The requester confirmed"), facts["note"])
        case .closed: return Text(zh: "完成", en: "Closed")
        case .expired: return Text(zh: "长时间没有答复，已过期", en: "No answer for long; expired")
        case .stale: return Text(zh: "很久没有确认是否还需要", en: "Nobody has said for long whether it is still needed")
        case .askedStillNeeded: return Text(zh: "问了求助者：还需要吗？", en: "The requester was asked: still needed?")
        case .stillNeeded:
            return facts["answer"] == "no"
                ? Text(zh: "求助者说不再需要", en: "The requester says: no longer needed")
                : Text(zh: "求助者说还需要", en: "The requester says: still needed")
        case .added: return with(Text(zh: "补充", en: "Added"), facts["text"])
        case .photoAdded, .photoRemoved: return photo(isAdded: event.kind == .photoAdded, facts)
        case .corrected: return corrected(facts)
        case .consentGiven:
            return with(Text(zh: "当事人同意公开", en: "The person in need agrees to publishing"), facts["note"])
        case .voided: return Text(zh: "修改的部分要重新核实", en: "What was changed must be verified again")
        case .rated:
            return Text(
                zh: "求助者评价：\(facts["rating"] ?? "") / 5", en: "The requester's rating: \(facts["rating"] ?? "") of 5")
        default: return laterLine(for: event, facts)
        }
    }

    private static func laterLine(for event: SealedEvent, _ facts: Facts) -> Text? {
        let unit = facts["unit"].map { Units.going(with: facts["quantity"] == "1" ? 1000 : 0, $0) }
        let amount = [facts["quantity"], unit, facts["item"]].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: " ")
        switch event.kind {
        case .claimed: return Text(zh: "认领：\(amount)", en: "Promised: \(amount)")
        case .claimProgress:
            let waybill = [facts["carrier"], facts["waybill"]].compactMap { $0 }.joined(separator: " ")
            return with(with(Text(zh: "认领者说", en: "The claimant says"), facts["note"]), waybill.nilIfEmpty)
        case .secondAnswered:
            return facts["answer"] == "yes"
                ? Text(zh: "第二个人答应同行", en: "The second person stands by")
                : Text(zh: "第二个人没有答应", en: "The second person does not stand by")
        case .claimDelivered: return Text(zh: "送达：\(amount)", en: "Delivered: \(amount)")
        case .claimConfirmed: return Text(zh: "收到并可用：\(amount)", en: "Received and usable: \(amount)")
        case .claimReleased: return Text(zh: "放回认领：\(amount)", en: "Released: \(amount)")
        case .claimAsked: return Text(zh: "问了认领者进展", en: "The claimant was asked how it stands")
        case .disputed: return Text(zh: "双方说法不同，有协调员负责", en: "The two sides disagree; a coordinator answers for it")
        case .settled: return Text(zh: "争议已解决", en: "The dispute was settled")
        case .notDelivered: return with(Text(zh: "求助者说没有收到", en: "The requester says it did not arrive"), facts["note"])
        case .delivered: return Text(zh: "全部送达，等待确认", en: "All has arrived; to be confirmed")
        case .said:
            let words = ["reason", "tried", "note"].compactMap { facts[$0] }.joined(separator: " · ")
            return Text(zh: "说明：\(words)", en: "In words: \(words)")
        case .askedAgain: return Text(zh: "从以前的需求再次求助", en: "Asked again from an earlier need")
        case .followed:
            return Text(zh: "与已公开的一项需求相同，补上了自己的情况", en: "The same as a published need, with details of its own")
        case .institutionVerified:
            return Text(zh: "机构身份和回拨电话已核实，30 天内有效", en: "Institution and call-back number verified for 30 days")
        case .institutionReliedOn:
            return Text(zh: "沿用了这家机构已有的核实", en: "The institution's standing verification was relied on")
        case .institutionDoubted:
            return with(
                Text(zh: "这家机构的核实提前作废", en: "The institution's standing verification was ended"), facts["reason"])
        case .revealedInBulk: return Text(zh: "短时间内大量查看联系方式", en: "Many contacts were looked at in a short time")
        case .slipMade: return with(Text(zh: "给司机开了送货单", en: "A delivery slip for a driver"), facts["driver"])
        case .slipEnded: return Text(zh: "送货单已作废", en: "A delivery slip was ended")
        case .permitStated, .permitDecided, .permitAwaited, .permitMissed, .passedToAuthority, .authorityAnswered:
            return restricted(event.kind, facts)
        case .referred, .referralAgreed, .referralAnswered:
            let words = NeedReferralWords.story(
                event.kind, partner: facts["partner"], from: facts["from"], consent: facts["consent"],
                outcome: facts["outcome"])
            return with(words, facts["reason"] ?? facts["note"])
        case .linkSent:
            return facts["way"].flatMap(MessageWay.init(rawValue:)).map(TrackWords.linkSent)
                ?? Text(zh: "专属链接发到了本人手机", en: "The secret link was sent to the requester's own number")
        case .revealed:
            return facts["door"] == nil
                ? Text(zh: "查看了联系方式", en: "The contact was looked at")
                : Text(
                    zh: "查看了联系方式（\(LookWords.byOperator))", en: "The contact was looked at (\(LookWords.byOperator))")
        case .letThrough:
            // A promise without its second person, or a newcomer.
            guard facts["member"] != nil else {
                return with(
                    Text(zh: "负责人放行，没有第二个人", en: "Let through without a second person"), facts["reason"])
            }
            let name = facts.name("member")
            return Text(zh: "同意新成员 \(name) 查看联系方式", en: "The newcomer \(name) was let through to the contact")
        case .textHidden: return facts["reason"].map(ModerationWords.stub)
        case .textShown: return Text(zh: "已重新显示", en: "Shown again")
        case .owned:
            let owner = facts.name("owner")
            guard facts["reason"] == NeedChange.nobodyOnShift else {
                return Text(zh: "负责人：\(owner)", en: "Owner: \(owner)")
            }
            return Text(
                zh: "负责人：\(owner)（班次结束，没有人在班或待命）",
                en: "Owner: \(owner) (a shift ended with nobody on shift or on call)")
        case .handoverOffered:
            let name = facts.name("to")
            return Text(zh: "提出交给 \(name)", en: "Offered to \(name)")
        case .handoverDeclined: return Text(zh: "没有接受交接", en: "The hand-over was declined")
        case .assessed:
            let urgency = facts["urgency"].flatMap(Need.Urgency.init(name:)).map(NeedWords.name(of:)) ?? .verbatim("")
            let former = facts["urgency.from"].flatMap(Need.Urgency.init(name:)).map(NeedWords.name(of:))
            let words: Text =
                former.map { Text(zh: "紧急程度：\($0) → \(urgency)", en: "Urgency: \($0) → \(urgency)") }
                ?? Text(zh: "紧急程度定为：\(urgency)", en: "Urgency set to \(urgency)")
            return with(words, facts["reason"])
        case .callOpened:
            return Text(zh: "没有别的方式，要打电话告诉求助者", en: "No other way: the requester is to be called")
        case .called:
            let outcome = CallWords.outcome(facts["outcome"] ?? "")
            return with(Text(zh: "打了电话：\(outcome)", en: "A call: \(outcome)"), facts["note"])
        case .bounced: return Text(zh: "发出的消息退了回来", en: "A message came back")
        case .callReported:
            return with(Text(zh: "求助者报告了可疑来电", en: "The requester reported a suspicious call"), facts["words"])
        case .reportAnswered: return with(Text(zh: "查过可疑来电", en: "The reported call was looked into"), facts["words"])
        case .undone: return UndoWords.story(facts["act"] ?? "")
        case .moved: return EmergencyWords.moved(from: facts["emergency.from"], to: facts["emergency"])
        case .lookedAgain: return with(SecondLookWords.story(facts["answer"] ?? ""), facts["note"])
        case .helpCalled, .helpAsked, .helpShort, .helpEnded: return called(event.kind, facts)
        case .rang:
            let name = facts.name("to")
            return Text(zh: "叫醒了 \(name)", en: "\(name) was woken")
        case .clockReminded: return Text(zh: "提醒了负责人", en: "The owner was reminded")
        case .clockBackup: return Text(zh: "超时，通知了后备", en: "Overdue; the backup was told")
        case .clockReassigned: return Text(zh: "超时，换了负责人", en: "Overdue; it changed hands")
        case .clockRed: return Text(zh: "严重超时，所有守护者都能看到", en: "Long overdue; every steward sees it")
        default: return nil
        }
    }

    /// What was said about permits and to authorities.
    private static func restricted(_ kind: Event.Kind, _ facts: Facts) -> Text {
        switch kind {
        case .permitStated: return Text(zh: "写下了许可，待核对", en: "A permit was stated, to be looked at")
        case .permitDecided:
            let isAccepted = facts["state"] == Permit.State.accepted.rawValue
            return with(PermitWords.story(isAccepted: isAccepted), facts["reason"])
        case .permitAwaited: return PermitWords.awaited(facts["authority"] ?? "")
        case .permitMissed: return PermitWords.missed(isUnderWay: facts["underWay"] != nil)
        case .passedToAuthority:
            let authority = facts["authority"] ?? ""
            return with(Text(zh: "转给了\(authority)", en: "Passed to \(authority)"), facts["reference"])
        default:
            let outcome = facts["outcome"].flatMap(OfficialWay.Outcome.init(rawValue:)).map(RestrictionWords.name(of:))
            let said = outcome ?? .verbatim("")
            return with(Text(zh: "主管部门答复：\(said)", en: "The authority's answer: \(said)"), facts["words"])
        }
    }

    /// Whose photo it is: hers, that of whoever brings something, or evidence of a verification.
    private static func photo(isAdded: Bool, _ facts: Facts) -> Text {
        if facts["question"] != nil {
            return isAdded
                ? Text(zh: "核实时添了一张依据照片", en: "Evidence was added while checking")
                : Text(zh: "核实时删了一张依据照片", en: "Evidence was deleted while checking")
        }
        if facts["claim"] != nil {
            return isAdded
                ? with(Text(zh: "送的人添了一张照片", en: "Whoever brings it added a photo"), facts["words"])
                : Text(zh: "送的人删了自己的一张照片", en: "Whoever brings it deleted a photo of theirs")
        }
        return isAdded
            ? with(Text(zh: "添了一张照片", en: "A photo was added"), facts["words"])
            : Text(zh: "删了一张照片", en: "A photo was deleted")
    }

    /// What was changed: each field with what it was and what it is now, as far as the reader may know.
    private static func corrected(_ facts: Facts) -> Text {
        var words = Text(zh: "内容有修改", en: "Something was corrected")
        for (field, name) in [
            ("title", AskWords.titleLabel), ("lines", CaseWords.whatIsNeeded), ("description", CaseWords.description),
            ("neededBy", CaseWords.neededBy), ("area", CaseWords.place),
        ] {
            let (before, after) = (facts["\(field).from"], facts[field])
            guard before != after else { continue }
            let old = CorrectionWords.shown(before ?? "–", field), new = CorrectionWords.shown(after ?? "–", field)
            words = Text(zh: "\(words)；\(name)：\(old) → \(new)", en: "\(words); \(name): \(old) → \(new)")
        }
        return words
    }

    /// People who are called for it, in waves.
    private static func called(_ kind: Event.Kind, _ facts: Facts) -> Text {
        switch kind {
        case .helpCalled:
            let item = facts["item"] ?? "", wanted = facts["wanted"] ?? ""
            return Text(zh: "开始找人：\(item)，要 \(wanted) 人", en: "People are called for: \(item), \(wanted) wanted")
        case .helpAsked:
            let wave = facts["wave"] ?? "", asked = facts["asked"] ?? ""
            return Text(zh: "第 \(wave) 批，问了 \(asked) 人", en: "Wave \(wave): \(asked) were asked")
        case .helpShort: return Text(zh: "没有人可以再问", en: "Nobody is left to ask")
        default: return Text(zh: "不再找人", en: "Nobody is called any more")
        }
    }

    static func actor(of event: SealedEvent) -> Text {
        if let name = event.actorName { return .verbatim(name) }
        switch event.actor.kind {
        case .requester, .public: return Text(zh: "求助者", en: "Requester")
        case .system: return Text(zh: "系统", en: "The system")
        case .operator: return Text(zh: "运营者", en: "Operator")
        case .member: return Text(zh: "成员", en: "A member")
        }
    }

    static func with(_ words: Text, _ more: String?) -> Text {
        with(words, more?.nilIfEmpty.map(Text.verbatim))
    }

    static func with(_ words: Text, _ more: Text?) -> Text {
        guard let more else { return words }
        return Text(zh: "\(words)：\(more)", en: "\(words): \(more)")
    }

    /// An event's details, read.
    struct Facts {
        private let values: [String: String]
        private let names: [ID: String]

        init(_ json: String, _ names: [ID: String]) {
            let object = (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any]
            values = (object ?? [:]).mapValues { "\($0)" }
            self.names = names
        }

        subscript(name: String) -> String? { values[name] }

        func name(_ field: String) -> String {
            values[field].flatMap { ID($0) }.flatMap { names[$0] } ?? ""
        }
    }
}
