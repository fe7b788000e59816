internal import Database

/// What stands on cards, case pages and her page about restrictions, permits and the way to an authority.
struct RestrictionParts {
    let frame: Frame
    let slug: String

    // MARK: For everybody

    /// The marks on a card.
    func badges(_ view: NeedView) -> HTML {
        view.restrictions.map { restriction -> HTML in
            "<span class=\"badge warn\">\(frame.icon("lock"))\(frame.said(frame(RestrictionWords.badge(restriction))))</span>"
        }.joined()
    }

    /// The same in words, with the way to all of them.
    func says(_ restrictions: [Restriction]) -> HTML {
        guard !restrictions.isEmpty else { return "" }
        let rows = restrictions.map { restriction -> HTML in
            "<li>\(frame.said(frame(RestrictionWords.says(restriction))))\(way(restriction))</li>"
        }
        return """
            <ul class="stack tight">\(rows)</ul>\
            <p class="small"><a href="/n/\(slug)/restrictions">\(frame(RestrictionWords.seeAll))</a></p>
            """
    }

    /// Which permit, until when, and the official channel.
    func way(_ restriction: Restriction) -> HTML {
        let permit: HTML =
            restriction.takesPermits
            ? "<dt>\(frame(RestrictionWords.permit))</dt><dd>\(frame.said(restriction.permit))</dd>" : ""
        let channel = restriction.channel
        let link: HTML =
            channel.link.isEmpty
            ? ""
            : "<br><a rel=\"noreferrer noopener\" href=\"\(channel.link)\">\(frame(RestrictionWords.link))</a>"
        let phone: HTML = channel.phone.isEmpty ? "" : "<br><a href=\"tel:\(channel.phone)\">\(channel.phone)</a>"
        let official: HTML =
            channel.isEmpty
            ? ""
            : "<dt>\(frame(RestrictionWords.channel))</dt><dd>\(frame.said(channel.words))\(phone)\(link)</dd>"
        let until: HTML =
            restriction.until.map { "<dt>\(frame(RestrictionWords.until))</dt><dd>\(frame.moment($0))</dd>" } ?? ""
        let facts = permit + official + until
        return facts.isEmpty ? "" : "<dl class=\"facts small\">\(facts)</dl>"
    }

    /// Before she sends: what of hers is kept by an authority, and that she may ask all the same.
    func beforeSending(_ restrictions: [Restriction]) -> HTML {
        guard !restrictions.isEmpty else { return "" }
        return "<div class=\"note warn\">\(says(restrictions))<p>\(frame(RestrictionWords.forHer))</p></div>"
    }

    /// At the head of the form: which things are kept by an authority just now.
    func asking(_ restrictions: [Restriction]) -> HTML {
        guard !restrictions.isEmpty else { return "" }
        let rows = restrictions.map { restriction -> HTML in
            let area = restriction.area.shown(in: frame.language).parts.last ?? ""
            let place: HTML = area.isEmpty ? "" : " · \(frame.said(area))"
            return """
                <li>\(frame.said(frame(RestrictionWords.what(restriction)))) · \(frame.said(restriction.authority))\(place)</li>
                """
        }
        return """
            <details class="more"><summary>\(frame(RestrictionWords.asking))</summary><ul>\(rows)</ul>\
            <p class="small">\(frame(RestrictionWords.forHer)) \
            <a href="/n/\(slug)/restrictions">\(frame(RestrictionWords.seeAll))</a></p></details>
            """
    }

    // MARK: On the need's page

    /// Everything about restrictions on a need's page.
    func card(_ file: CaseFile, _ fields: Fields, path: String) -> HTML {
        let own = file.restricted, bound = file.view.restrictions
        guard !bound.isEmpty || !own.permits.isEmpty || !own.ways.isEmpty else { return "" }
        return """
            <section class="card" id="restrictions"><h2>\(frame.icon("lock"))\(frame(RestrictionWords.heading))</h2>\
            \(says(bound))\(ways(own, isHers: false))\(answerForm(file, fields, path))\(permits(file, fields))\
            \(permitForm(file, fields, "\(path)/permits"))\(passForm(file, fields, path))</section>
            """
    }

    /// The same on her page, with what she can do.
    func hers(_ file: CaseFile, _ fields: Fields) -> HTML {
        let own = file.restricted, bound = file.view.restrictions
        guard !bound.isEmpty || !own.permits.isEmpty || !own.ways.isEmpty else { return "" }
        let calm: HTML = own.out == nil && !bound.isEmpty ? "<p>\(frame(RestrictionWords.forHer))</p>" : ""
        return """
            <section class="card" id="restrictions"><h2>\(frame.icon("lock"))\(frame(RestrictionWords.heading))</h2>\
            \(ways(own, isHers: true))\(says(bound))\(calm)\(permits(file, fields))\
            \(permitForm(file, fields, "/t/\(file.need.code)/permits"))</section>
            """
    }

    /// Where it lies, and what was answered before.
    private func ways(_ own: RestrictedFile, isHers: Bool) -> HTML {
        let rows = own.ways.map { way -> HTML in
            let authority = own.authority(of: way)
            let reference: HTML =
                way.paper.reference.isEmpty
                ? "" : "<br><small>\(frame(RestrictionWords.reference)): \(frame.said(way.paper.reference))</small>"
            let note: HTML = way.paper.note.isEmpty ? "" : "<br><small>\(frame.said(way.paper.note))</small>"
            guard let outcome = way.outcome, let at = way.answeredAt else {
                let stays: HTML = isHers ? " \(frame(RestrictionWords.staysYours))" : ""
                return """
                    <li><strong>\(frame.said(frame(RestrictionWords.liesWith(authority, way.dueAt))))</strong>\(stays)\(reference)\(note)</li>
                    """
            }
            return """
                <li>\(frame.said(frame(RestrictionWords.answered(outcome, authority, at))))<br>\
                \(frame.said(way.paper.answer))\(reference)\(note)</li>
                """
        }
        return rows.isEmpty ? "" : "<ul class=\"stack tight\">\(rows)</ul>"
    }

    // MARK: The official channel

    private func may(_ act: Act, _ file: CaseFile) -> Bool {
        Policy.allows(act, frame.ask.viewer, ties: file.ties) && NeedRules.isLegal(act, in: file.need)
    }

    private func passForm(_ file: CaseFile, _ fields: Fields, _ path: String) -> HTML {
        guard may(.passToAuthority, file), !file.need.isAnswerOut, !file.view.restrictions.isEmpty else { return "" }
        let own = fields.of("channel")
        return own.folded(
            RestrictionWords.pass,
            """
            <p class="small">\(frame(RestrictionWords.passHint))</p>\
            <form method="post" action="\(path)/channel" class="stack">\(own.hidden)\(choice(file.view.restrictions, own))\
            \(own.text("reference", RestrictionWords.reference, who: RestrictionWords.whoWithHer, isRequired: true))\
            \(own.text("due", RestrictionWords.due, kind: "datetime-local", isRequired: true,
                value: Format.field(frame.now + 3 * Time.day)))\
            \(own.area("note", RestrictionWords.passNote, rows: 2, who: PermitWords.who))\
            <button class="btn">\(frame(RestrictionWords.pass))</button></form>
            """)
    }

    private func answerForm(_ file: CaseFile, _ fields: Fields, _ path: String) -> HTML {
        guard file.restricted.out != nil, file.need.state.isOpen,
            Policy.allows(.answerAuthority, frame.ask.viewer, ties: file.ties)
        else { return "" }
        let own = fields.of("answer-authority")
        let outcomes = OfficialWay.Outcome.allCases.map { ($0.rawValue, frame(RestrictionWords.name(of: $0))) }
        return own.folded(
            RestrictionWords.recordAnswer,
            """
            <form method="post" action="\(path)/channel/answer" class="stack">\(own.hidden)\
            \(own.choice("outcome", RestrictionWords.outcome, outcomes))\
            \(own.area("words", RestrictionWords.answerWords, rows: 2, isRequired: true))\
            <button class="btn main">\(frame(RestrictionWords.sendAnswer))</button></form>
            """)
    }

    /// Which restriction is meant, where there are several.
    private func choice(_ restrictions: [Restriction], _ own: Fields) -> HTML {
        if restrictions.count == 1, let one = restrictions.first {
            return "<input type=\"hidden\" name=\"restriction\" value=\"\(one.id)\">"
        }
        let options = restrictions.map { restriction in
            (
                restriction.id.description,
                "\(restriction.authority) · \(frame(RestrictionWords.what(restriction)))"
            )
        }
        return own.select("restriction", RestrictionWords.which, options)
    }

    // MARK: Permits

    private func permits(_ file: CaseFile, _ fields: Fields) -> HTML {
        let lines = readable(file)
        let rows = file.restricted.permits.map { permit -> HTML in
            let whose: HTML =
                permit.forID.map { frame.said(frame(PermitWords.forName(file.names[$0] ?? ""))) }
                ?? "\(frame(PermitWords.forAll))"
            let by = permit.statedBy.map { PermitWords.statedBy(file.names[$0] ?? "") } ?? PermitWords.statedByHer
            return """
                <li class="stack tight" id="permit-\(permit.id)">\(facts(permit, by: by, lines))<p class="small">\(whose)</p>\
                \(decision(permit, file.ties, isOpen: file.need.state.isOpen, fields))</li>
                """
        }
        return rows.isEmpty ? "" : "<h3>\(frame(PermitWords.title))</h3><ul class=\"stack\">\(rows)</ul>"
    }

    /// The lines that this reader may read.
    private func readable(_ file: CaseFile) -> [NeedLine] {
        if case .full(let lines) = file.view.lines { lines } else { [] }
    }

    /// How much it allows of each thing, and what of it is left.
    private func amounts(_ permit: Permit, _ lines: [NeedLine]) -> HTML {
        lines.compactMap { line -> HTML? in
            permit.amounts[line.id].map { most in
                let words = PermitWords.amount(line.item, most, left: permit.left(of: line.id), line.unit)
                return "<p class=\"small num\">\(frame.said(frame(words)))</p>"
            }
        }.joined()
    }

    /// Under a promise that waits for a permit: until when, and what of the contact can be seen.
    func waits(_ claim: Claim, _ file: CaseFile) -> HTML {
        guard let wait = file.restricted.wait(of: claim) else { return "" }
        let words = wait.isUnderWay ? PermitWords.waitsUnderWay(wait.dueAt) : PermitWords.waits(wait.dueAt)
        return """
            <p class="note warn">\(frame(words)) <a href="#restrictions">\(frame(PermitWords.toForm))</a></p>
            """
    }

    /// A permit as those see it who may read it.
    ///
    /// - Parameter lines: of the need, as far as the reader may read them.
    func facts(_ permit: Permit, by: Text, _ lines: [NeedLine]) -> HTML {
        let kind = permit.state == .accepted ? "good" : permit.state == .refused ? "critical" : "warn"
        let paper = permit.paper
        let words: HTML =
            paper.number.isEmpty
            ? "<span class=\"small\">\(frame(PermitWords.gone))</span>"
            : "<strong>\(frame.said(paper.number))</strong> · \(frame.said(paper.issuer))"
        let note: HTML = paper.note.isEmpty ? "" : "<p class=\"small\">\(frame.said(paper.note))</p>"
        let reason: HTML = paper.reason.isEmpty ? "" : "<p class=\"small\">\(frame.said(paper.reason))</p>"
        return """
            <div class="row spread"><span>\(words)</span>\
            <span class="badge \(kind)">\(frame(PermitWords.name(of: permit.state)))</span></div>\
            <p class="small">\(frame(PermitWords.until(permit.validUntil))) · \(frame.said(frame(by)))</p>\(amounts(permit, lines))\(note)\(reason)
            """
    }

    /// For whoever may decide: not who stated it.
    func decision(_ permit: Permit, _ ties: Ties, isOpen: Bool, _ fields: Fields, back: String = "") -> HTML {
        let viewer = frame.ask.viewer
        guard isOpen, permit.state != .refused, Policy.allows(.decidePermit, viewer, ties: ties),
            (try? PermitRules.requireOther(permit, viewer.member?.id, ties)) != nil
        else { return "" }
        let own = fields.of("permit-\(permit.id)")
        let accept: HTML =
            permit.state == .stated
            ? "<button class=\"btn main\" name=\"action\" value=\"accept\">\(frame(PermitWords.accept))</button>" : ""
        let refuse = permit.state == .stated ? PermitWords.refuse : PermitWords.takeBack
        return own.folded(
            permit.state == .stated ? PermitWords.decide : PermitWords.takeBack,
            """
            <form method="post" action="/n/\(slug)/permits/\(permit.id)" class="stack">\(own.hidden)\
            <input type="hidden" name="back" value="\(back)">\
            \(own.text("reason", PermitWords.reason, hint: PermitWords.reasonHint, isRequired: true))\
            <div class="row">\(accept)<button class="btn" name="action" value="refuse">\(frame(refuse))</button></div></form>
            """)
    }

    private func permitForm(_ file: CaseFile, _ fields: Fields, _ action: String) -> HTML {
        let open = file.view.restrictions.filter(\.takesPermits)
        guard !open.isEmpty, may(.statePermit, file) else { return "" }
        let isCase = NeedAccess.tier(of: frame.ask.viewer, file.ties) == .case
        // What the desk states for the whole need, she reads too.
        let who = isCase ? RestrictionWords.whoWithHer : PermitWords.who
        guard isCase || frame.ask.viewer.member != nil else { return "" }
        // Whoever has one without an amount needs another only for what they bring after it.
        let covered: HTML =
            isCase
            ? ""
            : file.restricted.unlimitedUntil.map { "<p class=\"note\">\(frame(PermitWords.coversUntil($0)))</p>" } ?? ""
        let own = fields.of("permit")
        return own.folded(
            PermitWords.state,
            """
            \(covered)<p class="small">\(frame(PermitWords.stateHint)) \(frame(isCase ? PermitWords.forAll : PermitWords.forOne))</p>\
            <form method="post" action="\(action)" class="stack">\(own.hidden)\(choice(open, own))\
            \(own.text("number", PermitWords.number, who: who, isRequired: true))\
            \(own.text("issuer", PermitWords.issuer, who: who, isRequired: true))\
            \(own.text("validUntil", PermitWords.validUntil, kind: "datetime-local", isRequired: true))\
            \(amountFields(file, open, own))\(own.text("note", PermitWords.note, who: who))\
            <button class="btn main">\(frame(PermitWords.send))</button></form>
            """)
    }

    /// How much it allows of each thing that is bound; nothing means no limit.
    private func amountFields(_ file: CaseFile, _ open: [Restriction], _ own: Fields) -> HTML {
        let reading = RestrictionReading(restrictions: open, catalogue: file.restricted.limits.catalogue)
        let bound = readable(file).filter { !reading.binding($0, of: file.need, at: frame.now).isEmpty }
        let inputs = bound.map { line in
            own.text("amounts.\(line.id)", PermitWords.upTo(line.item, line.unit), mode: "decimal")
        }
        return inputs.isEmpty ? "" : "<p class=\"small\">\(frame(PermitWords.amountHint))</p>\(inputs.joined())"
    }

    /// Above the form of a promise: what takes a permit first. The error of the field `permit` leads here.
    func beforePromise(_ file: CaseFile) -> HTML {
        guard !file.restricted.uncovered.isEmpty else { return "" }
        let rows = file.restricted.uncovered.map { restriction -> HTML in
            "<li>\(frame.said(frame(RestrictionWords.permitFirst(restriction))))</li>"
        }
        return """
            <div class="note warn" id="f-claim-permit"><p>\(frame(PermitWords.claimNote))</p><ul>\(rows)</ul>\
            <p><a href="#restrictions">\(frame(PermitWords.toForm))</a></p></div>
            """
    }
}
