/// How what comes out alike is parted, as each method does it: no word promises what is not counted.
enum ProposalTieWords {
    /// A way, before it is known by which method.
    static func name(of tie: TieBreak) -> Text {
        switch tie {
        case .again: Text(zh: "都不算胜出，重新提出", en: "none of them wins, and it is put again")
        case .supporters:
            Text(
                zh: "支持的人更多的胜出（怎样算支持，看方式）；还一样，就是列在前面的",
                en: "the one that more people support, as the method counts that; still alike, the one listed first")
        case .earlier: Text(zh: "列在前面的胜出", en: "the one listed first wins")
        case .owner: Text(zh: "由决议负责人选定，并说明理由", en: "whoever answers for the decision chooses, and says why")
        }
    }

    static let hint = Text(
        zh: "均等份额只能按支持者或按先后；优先级矩阵没有并列要分；认可、多数评判和选时间按支持者分不出，就按先后。",
        en:
            "Equal shares part by supporters or by the list alone; a matrix has nothing to part; approval, majority judgment and time polls find no more supporters among equals, and go by the list."
    )
    static let goesOn = Text(
        zh: "均等份额一步一步地选，前一步决定后面还付得起什么，不能停下来重提或等人选定：请选按支持者，或按先后。",
        en:
            "Equal shares choose one after the other, and each choice says what can still be paid for: nothing can be put again or wait for somebody. Please choose supporters, or the list."
    )

    /// What a method does with those that are alike by its rule; nothing where it has no options.
    static func rule(of proposal: Proposal) -> Text? {
        guard proposal.method.hasOptions else { return nil }
        return rule(of: proposal.method, proposal.tieBreak)
    }

    static func rule(of method: ProposalMethod, _ tie: TieBreak) -> Text {
        switch (method, tie) {
        case (.matrix, _):
            Text(
                zh: "没有要分的：重要而省力的都入选", en: "nothing is to be parted: all that is important and easy is chosen")
        case (.equalShares, .supporters):
            Text(
                zh: "每个支持者要付的比例一样时，先选支持的人更多的；还一样，先选列在前面的",
                en:
                    "where supporters would pay the same part of the cost, the one that more people support is taken first; still alike, the one listed first"
            )
        case (.equalShares, .earlier):
            Text(
                zh: "每个支持者要付的比例一样时，先选列在前面的",
                en: "where supporters would pay the same part of the cost, the one listed first is taken first")
        case (_, .supporters): support(by: method).map(first) ?? name(of: .earlier)
        case (_, .again), (_, .earlier), (_, .owner): name(of: tie)
        }
    }

    private static func first(_ support: Text) -> Text {
        Text(
            zh: "\(support)的胜出；还一样，就是列在前面的", en: "the one that \(support) wins; still alike, the one listed first")
    }

    /// Who counts as a supporter where the method's own rule leaves options alike. Nothing where it has asked that already: those that
    /// are alike have as many.
    private static func support(by method: ProposalMethod) -> Text? {
        switch method {
        case .score: Text(zh: "更多人给分高于最低分", en: "more people scored above the lowest")
        case .ranked: Text(zh: "更多人排在第一", en: "more people put first")
        case .instantRunoff: Text(zh: "第一轮里更多人排在第一", en: "more people put first in the first round")
        case .dots: Text(zh: "更多人给了点", en: "more people gave dots")
        case .quadratic: Text(zh: "更多人投票支持", en: "more people voted for")
        case .approval, .majorityJudgment, .timePoll, .matrix, .equalShares, .consent, .consensus, .simpleMajority,
            .superMajority, .senseCheck:
            nil
        }
    }
}
