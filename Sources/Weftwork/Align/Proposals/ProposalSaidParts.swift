internal import Database

/// What was said about a proposal, how it stands, what came of it.
struct ProposalSaidParts {
    let frame: Frame
    let network: Network
    let file: ProposalFile
    private let voices: [ID: ProposalVoice]

    init(frame: Frame, network: Network, file: ProposalFile) {
        (self.frame, self.network, self.file) = (frame, network, file)
        voices = Dictionary(file.voices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private var proposal: Proposal { file.proposal }
    private var objecting: ProposalObjectionParts { ProposalObjectionParts(frame: frame, network: network) }

    private func name(_ voice: ID) -> HTML { frame.said(voices[voice]?.name ?? "") }

    private func askedVersion(_ stance: Stance) -> Int { voices[stance.voiceID]?.askedVersion ?? 1 }

    private func counts(_ stance: Stance) -> Bool {
        ProposalRules.stands(
            stance.position, by: stance.voiceID, of: stance.version, asked: askedVersion(stance), proposal.terms)
    }

    /// It would stand, but nobody is left who could answer for it.
    private func isLapsed(_ stance: Stance) -> Bool {
        stance.position == .objection && !counts(stance) && proposal.terms.ballot.isLapsed(stance.voiceID)
    }

    /// It counts, and is about words that were changed since.
    private func isAskedAgain(_ stance: Stance) -> Bool { counts(stance) && stance.version < askedVersion(stance) }

    // MARK: Objections and concerns

    var objections: HTML {
        list(
            [.objection, .block], ProposalPageWords.objections, ConsentWords.objectionsHint(file.instead), "objections")
            + list([.concern], ProposalPageWords.concerns, ProposalPageWords.concernsHint, "concerns")
            + objecting.earlier(file)
    }

    private func list(_ positions: [Stance.Position], _ title: Text, _ hint: Text, _ id: StaticString) -> HTML {
        let found = file.stances.filter { positions.contains($0.position) && (counts($0) || isLapsed($0)) }
        guard !found.isEmpty else { return "" }
        let standing = found.filter(counts), hint = standing.isEmpty ? ConsentWords.lapsedHint : hint
        let waits = proposal.state.isAnswered && !standing.isEmpty && standing.allSatisfy(isAskedAgain)
        let stands =
            proposal.facilitatorID == nil
            ? ProposalPageWords.standsUntil(facilitatedAt) : ProposalPageWords.standsFacilitated
        return """
            <section class="card" id="\(HTML(stringLiteral: id))"><h2>\(frame(title))</h2><p class="small">\(frame(waits ? stands : hint))</p>\
            \(found.map(quote))</section>
            """
    }

    /// When a facilitator is asked, where nothing happens until then.
    private var facilitatedAt: Int64 {
        ConsentRound(proposal, file.voices, file.stances, askedAt: file.versions.last?.at).facilitatedAt
            ?? proposal.closesAt
    }

    /// What is said beside an objection, of what words it is about.
    private func age(_ stance: Stance) -> Text {
        if isLapsed(stance) { return ConsentWords.lapsed }
        return isAskedAgain(stance) ? ProposalPageWords.stands : ProposalPageWords.ofVersion(stance.version)
    }

    private func isOwn(_ member: ID) -> Bool { frame.ask.viewer.member?.id == member }

    private func parts(_ text: ID, _ kind: TextPlace.Kind = .reason) -> SaidReasonParts {
        SaidReasonParts(frame: frame, network: network, text: TextPlace(kind: kind, id: text))
    }

    /// A reason in a list, with what a reader can do about it.
    private func reason(_ text: ID, _ words: String?, _ hidden: String?, by author: ID, of name: String?) -> HTML {
        guard words?.isEmpty == false || hidden != nil else { return "" }
        let said = parts(text).html(words, hidden: hidden, isAuthor: isOwn(author), of: name)
        return "<div class=\"small wide\" id=\"x-\(text)\">\(said)</div>"
    }

    private func quote(_ stance: Stance) -> HTML {
        let forgotten: HTML = "<p>\(frame(ProposalPageWords.forgotten))</p>"
        let said = parts(stance.id).html(
            stance.reason, hidden: stance.hidden, isAuthor: isOwn(stance.byID), of: voices[stance.voiceID]?.name)
        return """
            <blockquote id="x-\(stance.id)">\(objecting.test(stance.test))\(stance.reason == nil && stance.hidden == nil ? forgotten : said)<footer class="small">\(name(stance.voiceID))\(through(stance)) · \
            \(frame(age(stance))) · \(frame.ago(stance.at))</footer></blockquote>
            """
    }

    /// By whom an organisation's voice was given.
    private func through(_ stance: Stance) -> HTML {
        guard stance.byID != stance.voiceID, let by = file.names[stance.byID] else { return "" }
        return " (\(frame.said(frame(ProposalPageWords.throughVoice(by)))))"
    }

    // MARK: Numbers

    /// How it stands, as a bar with its table.
    var tally: HTML {
        guard let tally = file.tally, !tally.counts.isEmpty || !proposal.usesPaper else { return "" }
        let positions = proposal.method.positions.map { (ProposalWords.noun(of: $0), tally[$0]) }
        let rows = (positions + [(ProposalPageWords.noAnswer, tally.missing)]).map { words, count -> HTML in
            """
            <tr role="row"><th scope="row" role="rowheader">\(frame(words))</th><td role="cell" class="num" data-label="\(frame(ProposalPageWords.count))">\(count)</td></tr>
            """
        }
        let title = proposal.closedAt == nil ? ProposalPageWords.standing : ProposalPageWords.result
        let delegated: HTML = "<p class=\"small\">\(frame(ProposalPageWords.delegated(tally.delegated)))</p>"
        let silent: HTML =
            proposal.closedAt == nil
            ? "" : tally.silent.map { "<p class=\"small\">\(frame(ConsentWords.silent($0)))</p>" } ?? ""
        return """
            <section class="card" id="tally"><h2>\(frame(title))</h2>\(bar(tally))<table class="data" role="table"><thead><tr role="row">\
            <th scope="col">\(frame(ProposalPageWords.position))</th><th scope="col">\(frame(ProposalPageWords.count))</th></tr></thead>\
            <tbody>\(rows)</tbody></table>\(silent)\(delegated, if: tally.delegated > 0)\(newcomers(tally))\(recent(tally))</section>
            """
    }

    private func bar(_ tally: ProposalTally) -> HTML {
        guard tally.eligible > 0 else { return "" }
        var x = 0, pieces: [HTML] = []
        for position in proposal.method.positions {
            let width = tally[position] * 1000 / tally.eligible
            guard width > 0 else { continue }
            let kind: HTML =
                switch position {
                case .consent, .agree: "got"
                case .concern, .abstain: "promised"
                case .objection, .disagree, .block: "late"
                }
            pieces.append("<rect class=\"\(kind)\" x=\"\(x)\" y=\"0\" width=\"\(width)\" height=\"10\"/>")
            x += width
        }
        return """
            <svg class="meter" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\(pieces)</svg>
            """
    }

    /// The same without those who came last: nobody has to wonder whether a crowd was brought in.
    private func newcomers(_ tally: ProposalTally) -> HTML {
        guard let without = tally.withoutNewcomers, without != tally.counts else { return "" }
        return counts(without, ProposalPageWords.withoutNewcomers)
    }

    /// And without those who may all have come by one deceived vouch.
    private func recent(_ tally: ProposalTally) -> HTML {
        tally.withoutRecent.map { counts($0.counts, ProposalPageWords.withoutRecent($0.left)) } ?? ""
    }

    private func counts(_ counts: [String: Int], _ label: Text) -> HTML {
        let words = proposal.method.positions.map { "\(frame(ProposalWords.noun(of: $0))) \(counts[$0.rawValue] ?? 0)" }
        return """
            <p class="small">\(frame(MemberWords.label(label)))\(words.joined(separator: frame(SiteWords.listComma)))</p>
            """
    }

    // MARK: Who said what

    var stances: HTML {
        let shown = file.stances.filter { file.tally != nil || !ProposalRules.isAlwaysSeen($0.position) }
        let rows = shown.map { stance -> HTML in
            // What stands above, with its ways, is said here once more.
            let isAbove = ProposalRules.isAlwaysSeen(stance.position) && (counts(stance) || isLapsed(stance))
            let again: HTML = "<small>\(frame.said(stance.reason ?? ""))</small>"
            let reason =
                isAbove
                ? (stance.hidden == nil ? again : "")
                : reason(
                    stance.id, stance.reason, stance.hidden, by: stance.byID, of: voices[stance.voiceID]?.name)
            let old: HTML = "<small>\(frame(ProposalPageWords.outdated))</small>"
            return """
                <li class="line"><span><strong>\(name(stance.voiceID))</strong>\(through(stance))</span>\
                <span>\(frame(ProposalWords.noun(of: stance.position)))</span>\(reason)\(old, if: !counts(stance) && !isLapsed(stance))</li>
                """
        }
        let waits = file.waits.map { wait -> HTML in
            """
            <li class="line"><span><strong>\(name(wait.voiceID))</strong></span><span>\(frame(ProposalPageWords.waitsUntil(wait.until)))</span>\
            \(reason(wait.id, wait.reason, wait.hidden, by: wait.byID, of: voices[wait.voiceID]?.name))</li>
            """
        }
        let said: HTML = "<ul class=\"lines\">\(rows)</ul>"
        let waiting: HTML = "<h3>\(frame(ProposalPageWords.waits))</h3><ul class=\"lines\">\(waits)</ul>"
        guard !rows.isEmpty || !waits.isEmpty || !file.advice.isEmpty else { return "" }
        return """
            <section class="card" id="said"><h2>\(frame(ProposalPageWords.said))</h2>\(said, if: !rows.isEmpty)\
            \(waiting, if: !waits.isEmpty)\(advice)</section>
            """
    }

    /// What the people of an organisation say, beside its one voice.
    private var advice: HTML {
        var html: HTML = ""
        let given = Dictionary(grouping: file.advice, by: \.voiceID)
        for voice in file.voices {
            guard let own = given[voice.id] else { continue }
            let rows = own.map { one -> HTML in
                let reason = reason(
                    one.id, one.reason, one.hidden, by: one.memberID, of: file.names[one.memberID])
                return """
                    <li class="line"><span>\(frame.said(file.names[one.memberID] ?? ""))</span>\
                    <span>\(frame(ProposalWords.noun(of: one.position)))</span>\(reason)</li>
                    """
            }
            html += """
                <h3>\(frame.said(frame(ProposalPageWords.adviceCount(voice.name))))</h3><ul class="lines">\(rows)</ul>
                """
        }
        return html
    }

    // MARK: Versions

    var versions: HTML {
        guard file.versions.count > 1 else { return "" }
        let rows = file.versions.reversed().map { version -> HTML in
            let names = version.credits.compactMap { file.names[$0] }.joined(separator: frame(SiteWords.listComma))
            let credit: HTML = "<p class=\"small\">\(frame.said(frame(ProposalPageWords.creditTo(names))))</p>"
            let asked = version.asked.map { ProposalPageWords.askedAgainCount($0.count) } ?? ProposalPageWords.askedAll
            let again: HTML = "<p class=\"small\">\(frame(asked))</p>"
            let why: HTML = "<p>\(frame.said(version.reason))</p>"
            return """
                <details class="more"\(" open", if: version.number == proposal.version)><summary>\(frame(ProposalPageWords.version(version.number))) · \(frame.ago(version.at))</summary>\
                \(why, if: !version.reason.isEmpty)\(credit, if: !names.isEmpty)\(again, if: version.number > 1)\
                <p><strong>\(frame.said(version.question))</strong></p><p>\(frame.said(version.context))</p></details>
                """
        }
        return """
            <section class="card" id="versions"><h2>\(frame(ProposalPageWords.versions))</h2>\(rows)</section>
            """
    }

    // MARK: Outcome

    var outcome: HTML {
        guard let outcome = file.outcome else { return "" }
        let options = proposal.hidden == nil ? file.options : []
        let winners = outcome.winners.compactMap { id in options.first { $0.id == id }?.words }
            .joined(separator: frame(SiteWords.listComma))
        let chosen: HTML = """
            <p><strong>\(frame(MemberWords.label(ProposalPageWords.winners)))</strong>\(frame.said(winners))</p>
            """
        let met: HTML = "<h3>\(frame(ProposalPageWords.met))</h3><p>\(frame.said(outcome.met))</p>"
        let moderation = ModerationPages(frame: frame, network: network)
        let said: HTML = "<p>\(frame.said(outcome.words))</p>\(met, if: !outcome.met.isEmpty)\(links(outcome))"
        let shown = moderation.shown(said, outcome.text, hidden: outcome.hidden, isAuthor: isOwn(outcome.byID))
        let tools = parts(proposal.id, .outcome).tools(
            outcome.publicWords, hidden: outcome.hidden, isAuthor: isOwn(outcome.byID),
            of: frame(ProposalPageWords.outcome))
        let review: HTML = outcome.reviewAt.map { " · \(frame(ProposalPageWords.reviewOn($0)))" } ?? ""
        let concerns: HTML = " · \(frame(ProposalPageWords.concernCount(outcome.concerns)))"
        let by = ProposalPageWords.decidedBy(file.names[outcome.byID] ?? "", outcome.at)
        return """
            <section class="card main-thing" id="outcome"><h2 id="x-\(proposal.id)">\(frame(ProposalPageWords.outcome))</h2>\
            <p>\(ProposalParts(frame: frame).verdict(outcome.verdict))</p>\(chosen, if: !winners.isEmpty)\
            \(shown)\(tools)\(objecting.folded(file.objections))\(reviews(outcome))\
            <p class="small">\(frame.said(frame(by)))\(concerns, if: outcome.concerns > 0)\(review)</p></section>
            """
    }

    private func links(_ outcome: ProposalOutcome) -> HTML {
        guard !outcome.links.isEmpty || !outcome.goals.isEmpty else { return "" }
        let slug = frame.ask.network?.slug ?? ""
        let goals = outcome.goals.map { goal -> HTML in
            """
            <li>\(frame(MemberWords.label(RoadMapWords.name(of: goal.kind))))<a href="/n/\(slug)/align/road-map/\(goal.id)">\(frame.said(frame(goal.shownTitle)))</a> \
            <small>\(frame(RoadMapWords.by(goal.dueAt))) · \(frame(RoadMapWords.name(of: goal.state)))</small></li>
            """
        }
        let rows = outcome.links.map { link -> HTML in
            let path = link.path.hasPrefix("/") && !link.path.hasPrefix("/n/") ? "/n/\(slug)\(link.path)" : link.path
            return "<li><a href=\"\(path)\" rel=\"nofollow\">\(frame.said(link.title))</a></li>"
        }
        return "<h3>\(frame(ProposalPageWords.links))</h3><ul>\(goals)\(rows)</ul>"
    }

    private func reviews(_ outcome: ProposalOutcome) -> HTML {
        guard !outcome.reviews.isEmpty else { return "" }
        let rows = outcome.reviews.map { review -> HTML in
            """
            <li id="x-\(review.id)"><strong>\(frame(ProposalWords.name(of: review.kind)))</strong> \
            \(parts(review.id, .outcome).html(
                review.words, hidden: review.hidden, isAuthor: isOwn(review.byID), of: file.names[review.byID]))\
            <small>\(frame.said(file.names[review.byID] ?? "")) · \(frame.ago(review.at))</small></li>
            """
        }
        return "<h3>\(frame(ProposalPageWords.reviews))</h3><ul>\(rows)</ul>"
    }
}
