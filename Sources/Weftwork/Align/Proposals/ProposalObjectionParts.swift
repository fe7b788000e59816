internal import Database

/// What was objected, with what its voices said after: on the page, where it is said how it was met, and in the log.
struct ProposalObjectionParts {
    let frame: Frame
    let network: Network

    private func parts(_ objection: ProposalObjection) -> SaidReasonParts {
        SaidReasonParts(
            frame: frame, network: network, text: TextPlace(kind: .reason, id: objection.textID ?? objection.voiceID))
    }

    /// Which test fails, where that was asked.
    func test(_ test: Stance.Test?) -> HTML {
        test.map { "<p class=\"small\">\(frame(ConsentWords.fails($0)))</p>" } ?? ""
    }

    // MARK: On the page of its proposal

    /// Those that were met, taken back or given anew since.
    func earlier(_ file: ProposalFile) -> HTML {
        let found = file.objections.filter { $0.after != nil }
        guard !found.isEmpty else { return "" }
        // Said anew it is the same text: what can be done about it stands once.
        var above = Set(file.stances.filter { $0.reason?.isEmpty == false || $0.hidden != nil }.map(\.id))
        let quotes = found.reversed().map { one -> HTML in
            let isFirst = one.textID.map { above.insert($0).inserted } ?? false
            return quote(one, file, hasTools: isFirst)
        }
        return """
            <section class="card" id="earlier"><h2>\(frame(ConsentWords.earlier))</h2><p class="small">\(frame(ConsentWords.earlierHint))</p>\(quotes)</section>
            """
    }

    private func quote(_ one: ProposalObjection, _ file: ProposalFile, hasTools: Bool) -> HTML {
        let parts = parts(one), isAuthor = frame.ask.viewer.member?.id == one.byID
        let anchor: HTML = " id=\"x-\(one.textID ?? one.voiceID)\""
        let tools = parts.moderating(one.reason, hidden: one.hidden, isAuthor: isAuthor, of: one.name)
        let name = file.voices.first { $0.id == one.voiceID }?.name ?? one.name
        let changed = file.proposal.hidden == nil ? file.versions.filter { one.isAnswered(by: $0) }.map(\.reason) : []
        let words: HTML =
            "<p class=\"small\">\(frame.said(frame(ConsentWords.changed(changed.joined(separator: " ")))))</p>"
        return """
            <blockquote\(anchor, if: hasTools)>\(test(one.test))\(said(one, isAuthor: isAuthor))\(tools, if: hasTools)\(words, if: !changed.isEmpty)\
            <footer class="small">\(frame.said(name))\(through(one, file)) · \(frame(ProposalWords.noun(of: one.position))), \
            \(frame(ProposalPageWords.ofVersion(one.version))) · \(frame.ago(one.at))\(after(one))</footer></blockquote>
            """
    }

    /// By whom an organisation's voice was given.
    private func through(_ one: ProposalObjection, _ file: ProposalFile) -> HTML {
        guard one.byID != one.voiceID, let by = file.names[one.byID] else { return "" }
        return " (\(frame.said(frame(ProposalPageWords.throughVoice(by)))))"
    }

    private func said(_ one: ProposalObjection, isAuthor: Bool) -> HTML {
        guard one.reason != nil || one.hidden != nil else { return "<p>\(frame(ProposalPageWords.forgotten))</p>" }
        return parts(one).said(one.reason, hidden: one.hidden, isAuthor: isAuthor)
    }

    private func after(_ one: ProposalObjection) -> HTML {
        guard let after = one.after else { return "" }
        let words =
            after.position.map { ConsentWords.then(ProposalWords.noun(of: $0), after.version) }
            ?? ConsentWords.thenUnseen
        return "<br>\(frame(words)) · \(frame.ago(after.at))"
    }

    // MARK: Where it is said how they were met

    /// All of them, with nothing to be done about them.
    func list(_ objections: [ProposalObjection]) -> HTML {
        let rows = objections.map { one -> HTML in
            """
            <li><strong>\(frame.said(one.name))</strong> \(frame(ProposalWords.noun(of: one.position))) \
            <small>\(frame(ProposalPageWords.ofVersion(one.version)))</small>\(test(one.test))\(said(one, isAuthor: false))\
            <p class="small">\(frame.ago(one.at))\(after(one))</p></li>
            """
        }
        return "\("<ul>\(rows)</ul>" as HTML, if: !rows.isEmpty)"
    }

    /// The same, folded away.
    func folded(_ objections: [ProposalObjection]) -> HTML {
        guard !objections.isEmpty else { return "" }
        return """
            <details class="more"><summary>\(frame(ConsentWords.raised(objections.count)))</summary>\(list(objections))</details>
            """
    }
}

extension ProposalObjection {
    /// Words were changed after it was raised, and before its voice spoke again.
    fileprivate func isAnswered(by version: ProposalVersion) -> Bool {
        guard let after else { return false }
        return version.number > self.version && version.number <= after.version && !version.reason.isEmpty
    }
}
