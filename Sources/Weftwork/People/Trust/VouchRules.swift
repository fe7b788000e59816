internal import Engine

/// Who may vouch for whom, and how often. Pure.
enum VouchRules {
    /// A vouch holds so long unless it is confirmed again.
    static let lifetime = 365 * Time.day
    /// So long before its end both are asked.
    static let notice = 30 * Time.day
    /// So many new vouches in a year: who answers for everybody answers for nobody.
    static func yearly(_ standing: Standing) -> Int { standing == .steward ? 50 : 10 }

    /// The draft, cleaned.
    /// - Throws: ``Refusal/invalid(_:)`` naming the field.
    static func cleaned(_ draft: VouchDraft) throws(Refusal) -> VouchDraft {
        var draft = draft
        draft.how = Clean.text(draft.how)
        draft.subject = Clean.line(draft.subject)
        var problems: [FieldProblem] = []
        if draft.how.count < 10 { problems.append(FieldProblem("how", TrustWords.sayHow)) }
        if draft.how.count > 1000 { problems.append(FieldProblem("how", SiteWords.tooLong)) }
        let needsSubject = draft.kind == .skill || draft.kind == .representation
        if needsSubject, draft.subject.isEmpty { problems.append(FieldProblem("subject", SiteWords.missing)) }
        if draft.subject.count > 80 { problems.append(FieldProblem("subject", SiteWords.tooLong)) }
        if !needsSubject { draft.subject = "" }
        guard problems.isEmpty else { throw .invalid(problems) }
        return draft
    }

    /// - Throws: ``Refusal/forbidden(_:)`` with what is missing.
    static func require(
        _ kind: Vouch.Kind, by voucher: Member, for member: Member, givenThisYear: Int, pausedUntil: Int64?, now: Int64
    ) throws(Refusal) {
        guard voucher.id != member.id else { throw .invalid("to", TrustWords.notOneself) }
        if let pausedUntil, pausedUntil > now { throw .forbidden(TrustWords.paused(until: pausedUntil)) }
        guard voucher.standing >= kind.leastStanding else {
            throw .forbidden(TrustWords.notYet(kind, kind.leastStanding))
        }
        guard givenThisYear < yearly(voucher.standing) else {
            throw .conflict(TrustWords.enough(yearly(voucher.standing)))
        }
    }
}
