internal import Database

/// What is said about passing a need on to a partner network.
enum NeedReferralWords {
    static let title = Text(zh: "伙伴网络", en: "Partner networks")
    static let refer = Text(zh: "转请伙伴网络帮忙", en: "Ask a partner network to take it on")
    static let hint = Text(
        zh: "对方接手之前，仍由这里负责。对方只看到求助者同意给的内容。",
        en: "Until they take it on, we answer for it. They see only what the requester agrees to.")
    static let to = Text(zh: "哪个网络", en: "Which network")
    static let note = Text(zh: "给对方的话", en: "A word to them")
    static let noteHint = Text(
        zh: "试过什么、还差什么。不要写姓名、电话和地址。",
        en: "What was tried, what is missing. No names, numbers or addresses.")
    static let doesSheAgree = Text(zh: "求助者同意吗", en: "Does the requester agree")
    static func way(_ way: String) -> Text {
        switch way {
        case "phone": Text(zh: "电话里同意，包括详细地址", en: "Agreed by phone, exact address included")
        case "phoneWithoutAddress":
            Text(zh: "电话里同意，但不给详细地址", en: "Agreed by phone, without the exact address")
        default: Text(zh: "请求助者在自己的页面上回答", en: "Ask the requester on the page")
        }
    }
    static let agreedWhen = Text(
        zh: "如果在电话里说过：什么时候，和谁说的", en: "If it was by phone: when, and with whom")
    static let sayWhen = Text(zh: "请写明什么时候、和谁说的。", en: "Say when it was, and with whom.")
    static let writeDown = Text(zh: "记下电话里的回答", en: "Write down what was said by phone")
    static let whatSheSaid = Text(zh: "怎么说的", en: "What was said")
    static let takeBack = Text(zh: "收回，不转了", en: "Take it back")
    static let staysOurs = Text(
        zh: "对方还没有接手，这项求助仍由这里负责。", en: "They have not taken it on yet: it is still ours.")

    static func name(of wish: ReferralWish) -> Text {
        switch wish {
        case .yes: Text(zh: "同意，可以给我的联系方式和地址", en: "Yes, with my contact and address")
        case .withoutAddress: Text(zh: "同意，但不给详细地址", en: "Yes, but not my exact address")
        case .no: Text(zh: "不同意", en: "No")
        }
    }
    static let whatGoes = Text(
        zh: "同意的话，对方会看到您写的内容；接手之后，才看到您的联系方式。",
        en: "If you agree, they read what you wrote; your contact only once they take it on.")

    static func consent(_ referral: NeedReferral) -> Text {
        switch referral.consent {
        case .asked: Text(zh: "等求助者回答：同意转吗？", en: "Waiting for the requester to agree.")
        case .hers: Text(zh: "求助者在页面上同意了。", en: "The requester agreed on the page.")
        case .phone: Text(zh: "求助者在电话里同意了。", en: "The requester agreed by phone.")
        }
    }

    static func line(_ state: NeedReferral.State, _ partner: String) -> Text {
        switch state {
        case .offered: Text(zh: "已转给 \(partner)，等回答", en: "Offered to \(partner), no answer yet")
        case .accepted: Text(zh: "\(partner) 接手了", en: "\(partner) took it on")
        case .declined: Text(zh: "\(partner) 没有接手", en: "\(partner) did not take it on")
        case .lapsed: Text(zh: "\(partner) 没有按时回答", en: "\(partner) did not answer in time")
        case .takenBack: Text(zh: "已从 \(partner) 收回", en: "Taken back from \(partner)")
        case .refused: Text(zh: "求助者不同意转给 \(partner)", en: "The requester did not want it passed to \(partner)")
        case .returned: Text(zh: "\(partner) 接手过，后来又回到这里", en: "\(partner) had taken it on; it was opened here again")
        case .ended: Text(zh: "求助已结束，不再转给 \(partner)", en: "The need ended; no longer offered to \(partner)")
        }
    }
    static func there(_ owner: String) -> Text { Text(zh: "那边由 \(owner) 负责", en: "There \(owner) answers for it") }
    static func cameFrom(_ network: String, _ at: Int64) -> Text {
        Text(zh: "由 \(network) 转来，\(moment: at)", en: "Passed on by \(network), \(moment: at)")
    }

    // MARK: To her

    static func offered(_ partner: String, isAsked: Bool) -> Text {
        isAsked
            ? Text(
                zh: "我们想请 \(partner) 来帮您。把您的求助转给他们，可以吗？请在页面上回答。他们接手之前，仍由我们负责。",
                en:
                    "We would like to ask \(partner) to help you. May we pass your need to them? Please answer on your page. Until they take it on, we answer for it."
            )
            : Text(
                zh: "您的求助已转请 \(partner) 帮忙。他们接手之前，仍由我们负责。",
                en: "We have asked \(partner) to take on your need. Until they do, we answer for it.")
    }
    static func accepted(_ partner: String, _ owner: String) -> Text {
        Text(
            zh: "\(partner) 接手了您的求助，由 \(owner) 负责。原来的查询码和链接照样能用。",
            en: "\(partner) has taken on your need; \(owner) answers for it. Your code and link still work.")
    }
    static func returned(_ partner: String, _ state: NeedReferral.State) -> Text {
        switch state {
        case .refused:
            Text(
                zh: "好的，不转给 \(partner)。您的求助仍由我们负责。",
                en: "As you wish, we don't pass it to \(partner). Your need stays with us.")
        case .takenBack:
            Text(
                zh: "我们不再等 \(partner)，您的求助仍由我们负责。",
                en: "We no longer wait for \(partner); your need stays with us.")
        default:
            Text(
                zh: "\(partner) 这次帮不上。您的求助仍由我们负责，我们继续想办法。",
                en: "\(partner) can't help this time. Your need stays with us, and we look further.")
        }
    }
    static let goOnThere = Text(zh: "去看新的进展", en: "See how it goes on")
    static let callReferral = Text(
        zh: "想转请另一个网络帮忙：她同意吗？结果怎样？在需求页面的“伙伴网络”里。",
        en:
            "Passing it on to another network: does she agree, what came of it? See “Partner networks” on the need’s page."
    )

    // MARK: To the partner

    static let offeredTitle = Text(zh: "伙伴转来的求助", en: "Needs that partners offer")
    static let offeredHint = Text(
        zh: "接手之后就由这里负责；接手之前，由对方负责。帮不上请早说，并写明原因。",
        en: "Once taken on, it is ours; until then it is theirs. If we can't, say so early, and why.")
    static let noneOffered = Text(zh: "现在没有伙伴转来的求助。", en: "No partner offers a need now.")
    static let earlier = Text(zh: "以前的", en: "Earlier")
    static let toNeed = Text(zh: "去看", en: "See it")
    static func from(_ network: String) -> Text { Text(zh: "来自 \(network)", en: "From \(network)") }
    static func reads(_ name: String) -> Text { Text(zh: "\(name) 来答复", en: "\(name) is to answer") }
    static func seen(_ referral: NeedReferral) -> Text {
        guard referral.isAgreed else {
            return Text(
                zh: "求助者还没有同意，所以只看到一部分。她同意之后才能接手。",
                en: "The requester has not agreed yet, so this is only a part. It can be taken on once she has.")
        }
        return referral.withAddress
            ? Text(
                zh: "求助者同意了。接手之后可以看到联系方式和地址。",
                en: "The requester agrees. Once it is taken on, contact and address can be seen.")
            : Text(
                zh: "求助者同意了，但不给详细地址。接手之后可以看到联系方式。",
                en: "The requester agrees, without the exact address. Once it is taken on, the contact can be seen.")
    }
    static let reasonHint = Text(zh: "对方和求助者那边的负责人会看到。", en: "Those who passed it on will read it.")
    static let waits = Text(zh: "伙伴网络转来一项求助，等您答复", en: "A partner network offers a need and waits for your answer")

    static func mailSubject(_ network: String) -> Text {
        Text(zh: "\(network) 转来一项求助", en: "A need offered by \(network)")
    }
    static func mailOffered(due: Int64) -> Text {
        Text(
            zh: "伙伴网络请我们接手一项求助。请在 \(moment: due) 前答复；帮不上也请说一声。",
            en: "A partner network asks us to take on a need. Please answer by \(moment: due), even if we can't.")
    }
    static func mailAgreed(due: Int64) -> Text {
        Text(
            zh: "求助者同意了，现在可以接手。请在 \(moment: due) 前答复。",
            en: "The requester agrees: it can be taken on now. Please answer by \(moment: due).")
    }
    static func mailReminded(due: Int64) -> Text {
        Text(
            zh: "伙伴网络转来的一项求助还在等答复，到 \(moment: due) 为止。",
            en: "A need that a partner offers still waits for an answer, until \(moment: due).")
    }
    static func mailOver(_ state: NeedReferral.State) -> Text {
        state == .lapsed
            ? Text(zh: "没有按时答复，这项求助回到了对方那里。", en: "There was no answer in time; the need went back.")
            : Text(zh: "这项求助不再需要我们接手。", en: "The need is no longer offered to us.")
    }
    static func mail(_ words: Text, link: String) -> Text {
        Text(zh: "\(words)\n\n\(link)\n", en: "\(words)\n\n\(link)\n")
    }

    /// To the owner, whose it is still.
    static let mailReturned = Text(
        zh: "伙伴网络没有接手这项求助，原因在页面上。仍由您负责，请再想办法。",
        en: "The partner network did not take on this need; the page says why. It is still yours: please look further.")

    // MARK: In the story

    static func story(_ kind: Event.Kind, partner: String?, from: String?, consent: String?, outcome: String?) -> Text {
        switch kind {
        case .referred:
            from.map { Text(zh: "由伙伴网络 \($0) 转来", en: "Passed on by the partner network \($0)") }
                ?? Text(zh: "转请伙伴网络 \(partner ?? "") 帮忙", en: "Offered to the partner network \(partner ?? "")")
        case .referralAgreed:
            consent == NeedReferral.Consent.phone.rawValue
                ? Text(zh: "求助者在电话里同意转给伙伴", en: "The requester agreed by phone to being passed on")
                : Text(zh: "求助者同意转给伙伴", en: "The requester agreed to being passed on")
        default: line(outcome.flatMap(NeedReferral.State.init(rawValue:)) ?? .ended, partner ?? "")
        }
    }

    // MARK: Why not

    static let noPartner = Text(
        zh: "请选一个互相承认的伙伴网络。", en: "Choose a partner network that recognises this one and is recognised by it.")
    static let nobodyThere = Text(zh: "那边现在没有人能接。请选别的网络。", en: "Nobody is there to read it. Choose another network.")
    static let isOut = Text(
        zh: "已经转给了一个伙伴，等对方答复或先收回。", en: "It is offered to a partner already: wait, or take it back first.")
    static let noneOut = Text(zh: "现在没有等答复的转请。", en: "Nothing is offered to a partner now.")
    static let hasAnswered = Text(zh: "已经回答过了。", en: "That is answered already.")
    static let hasPromises = Text(
        zh: "有人认领了这项求助。先等送到，或请对方放下。",
        en: "Somebody has promised something for this need: let it arrive or be released first.")
    static let waitsForHer = Text(zh: "求助者还没有同意，不能接手。", en: "The requester has not agreed yet: it can't be taken on.")
    static let takeBackFirst = Text(
        zh: "正在等伙伴网络答复。要结束的话，请先收回。", en: "A partner is deciding about it. Take it back first.")
    static let goesOnThere = Text(
        zh: "伙伴网络已经接手，在那边继续。", en: "A partner network has taken it on; it goes on there.")
    static func isOver(_ state: NeedReferral.State) -> Text {
        let words =
            switch state {
            case .accepted: Text(zh: "已经接手", en: "it was taken on")
            case .declined: Text(zh: "已经回绝", en: "it was declined")
            case .lapsed: Text(zh: "时间已过", en: "its time is over")
            default: Text(zh: "对方已收回", en: "it was taken back")
            }
        return Text(zh: "不能再答复：\(words)。", en: "It can’t be answered any more: \(words).")
    }
}
