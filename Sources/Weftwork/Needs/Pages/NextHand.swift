internal import Database

/// Who does the next step of what this reader sent in: nobody verifies their own, and a need does not publish itself.
struct NextHand: Sendable {
    enum Step: Sendable {
        case verify, publish
    }

    let step: Step
    /// Who has it open now.
    let holder: String?
    /// Who is the first to come into question.
    let name: String?

    /// Nothing for whoever has not sent it in, or may do the next step.
    init?(_ file: CaseFile, _ candidates: [DutyCandidate], for viewer: Viewer) {
        guard let member = viewer.member, file.ties.contains(.submitter) else { return nil }
        let need = file.need, isAtDesk = need.state.phase == .desk
        let isToVerify = need.state == .submitted || isAtDesk && NeedRules.isLegal(.verify, in: need)
        guard isToVerify || need.state == .verified && !Policy.allows(.publish, viewer, ties: file.ties) else {
            return nil
        }
        step = isToVerify ? .verify : .publish
        let act: Act = isToVerify ? .verify : .publish
        // Whoever has promised something of it verifies it as little.
        let claimants = Set(file.claims.filter { $0.claim.state.isLive }.map(\.claim.memberID))
        let others = candidates.filter { one in
            Role.allCases.contains { one.member.has($0) && Policy.names($0, for: act) }
                && !(isToVerify && claimants.contains(one.member.id))
        }
        // Whoever has the duty itself, before those who may do everything.
        let own = others.filter { one in
            Role.allCases.contains { $0 != .coordinator && one.member.has($0) && Policy.names($0, for: act) }
        }
        let chosen = [own, others].lazy.compactMap {
            DutyRules.choose($0, area: need.area, language: need.language, except: [member.id])
        }.first
        name = others.first { $0.member.id == chosen }?.member.name
        holder = isToVerify ? file.lock.flatMap { $0.memberID == member.id ? nil : $0.memberName } : nil
    }
}

extension CasePages {
    /// Why this reader's verification would be refused; nothing where it would not.
    var barredFromVerifying: Text? {
        if file.ties.contains(.submitter) { return nextHand.map(NextHandWords.words) ?? NeedWords.ownSubmission }
        return file.ties.contains(.claimant) ? NeedWords.ownClaim : nil
    }

    /// Why this reader's promise would be refused, whatever it says; nothing where it would not.
    private var barredFromPromising: Text? {
        if file.ties.contains(.verifier) { return NeedWords.ownVerification }
        if file.need.voided.contains("lines") { return NeedWords.lineWaits }
        return frame.ask.viewer.untrained?.lack(for: .claim)?.plain
    }

    /// In place of the form of a promise that would be refused.
    var barredNote: HTML? {
        barredFromPromising.map {
            """
            <section class="card" id="give"><h2>\(frame(CaseWords.give))</h2><p class="note">\(frame($0))</p></section>
            """
        }
    }

    var nextHandNote: HTML {
        nextHand.map { "<p class=\"note\">\(frame.said(frame(NextHandWords.words($0))))</p>" } ?? ""
    }
}
