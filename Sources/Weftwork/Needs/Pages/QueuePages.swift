internal import Database

/// The verifiers' desk: a queue that never collides, and one item at a time.
struct QueuePages {
    let frame: Frame
    let network: Network

    var parts: NeedParts { NeedParts(frame) }

    /// - Parameters:
    ///   - undoables: what the reader has just done and can still take back.
    ///   - advice: what tired eyes are told.
    func list(
        _ items: [QueueItem], _ counts: QueueCounts, lane: QueueLane, undoables: [Undoable] = [], advice: HTML = ""
    ) -> HTML {
        let words: Text? =
            frame.ask.query["merged"] != nil
            ? QueueWords.merged : frame.ask.query["done"] == "1" ? CaseWords.done : nil
        let done: HTML =
            words.map {
                UndoParts(frame: frame, slug: network.slug).toast($0, Array(undoables.prefix(1)), back: "queue")
            } ?? ""
        let lanes = QueueLane.allCases.map { one -> HTML in
            let current: HTML = one == lane ? " aria-current=\"true\"" : ""
            return
                "<a href=\"/n/\(network.slug)/queue?lane=\(one.rawValue)\"\(current)>\(frame(QueueWords.name(of: one)))</a>"
        }
        let rows = items.map(row)
        let empty: HTML = "<div class=\"empty\">\(frame.icon("check"))<p>\(frame(QueueWords.empty))</p></div>"
        return frame.page(
            QueueWords.title, area: .queue,
            """
            \(done)\(advice)<div class="head"><h1>\(frame(QueueWords.title)) <small class="num">\(counts.all)</small></h1>\
            <span class="row"><a class="btn" href="/n/\(network.slug)/triage">\(frame(TriageWords.title))</a><a class="btn" href="/n/\(network.slug)/paper">\(frame(PaperWords.title))</a>\(permitsLink)\(nextButton)</span></div>\
            <nav class="filters" aria-label="\(frame(BoardWords.filters))">\(lanes)</nav>\
            <section class="card flush">\(rows)\(empty, if: rows.isEmpty)</section>\(beside(items, counts))\
            <p class="small key-hints">\(frame(QueueWords.keys))</p>\(keysDialog)
            """)
    }

    /// What is not among the items: those due later, and what looks made by a machine.
    private func beside(_ items: [QueueItem], _ counts: QueueCounts) -> HTML {
        let rest: HTML =
            items.count < counts.all
            ? "<p class=\"small\">\(frame(QueueWords.firstOf(items.count, counts.all)))</p>" : ""
        let floods: HTML =
            counts.floods > 0
            ? "<p class=\"small\"><a href=\"/n/\(network.slug)/triage\">\(frame(TriageWords.floods(counts.floods)))</a></p>"
            : ""
        return "\(rest)\(floods)"
    }

    private var permitsLink: HTML {
        guard Policy.allows(.decidePermit, frame.ask.viewer) else { return "" }
        return "<a class=\"btn\" href=\"/n/\(network.slug)/permits\">\(frame(PermitWords.title))</a>"
    }

    /// What to learn first stands in its place where opening takes a training.
    private var nextButton: HTML {
        guard frame.ask.viewer.untrained?.lack(for: .openItem) == nil else { return frame.untrainedNotes }
        return """
            <form method="post" action="/n/\(network.slug)/queue/next">\(frame.hidden)\
            <button class="btn main" data-key="n">\(frame(QueueWords.next))</button></form>
            """
    }

    private var keysDialog: HTML {
        """
        <dialog data-keys-list><h2>\(frame(QueueWords.keysList))</h2><p>\(frame(QueueWords.keys))</p>\
        <form method="dialog"><button class="btn">\(frame(SiteWords.cancel))</button></form></dialog>
        """
    }

    private func row(_ item: QueueItem) -> HTML {
        let clock: HTML = item.dueAt.map { frame.clock(due: $0, start: item.createdAt) } ?? ""
        let double: HTML =
            item.maybeDouble
            ? "<span class=\"badge warn\">\(frame.icon("copy"))\(frame(QueueWords.maybeDouble))</span>" : ""
        let voided: HTML =
            item.voided.isEmpty
            ? "" : "<span class=\"badge warn\">\(frame.icon("undo"))\(frame(QueueWords.changed))</span>"
        let lock: HTML =
            if let name = item.lockedByName, let until = item.lockedUntil {
                "<span class=\"badge\">\(frame.icon("lock"))\(frame(QueueWords.lockedBy(name, until: until)))</span>"
            } else {
                ""
            }
        return """
            <a class="wait" data-item href="/n/\(network.slug)/queue/\(item.id)">\(clock)\
            <strong>\(frame.said(item.title))</strong>\(frame.icon("arrow"))\
            <span class="small row">\(parts.urgency(item.urgency))\(parts.state(item.state))\(double)\(voided)\(lock)\
            <span>\(parts.area(item.area)) · \(item.ownerName)</span></span></a>
            """
    }

    /// One item: what was said on the left, what to do about it on the right.
    func item(_ pages: CasePages, duplicates: [DuplicateCandidate], known: KnownInstitution?) -> HTML {
        let file = pages.file, need = file.need
        let description: HTML =
            need.description.isEmpty ? "" : "<p class=\"prose\">\(frame.said(need.description))</p>"
        let contact: HTML = pages.revealed.map { pages.contact($0) } ?? contactButton(file)
        let clock: HTML = need.dueAt.map { frame.clock(due: $0, start: file.clock?.startedAt) } ?? ""
        return frame.page(
            .verbatim(need.title), area: .queue,
            """
            \(pages.toast)<div class="head"><p class="row">\(parts.urgency(need.urgency))\(parts.state(need.state))\
            \(clock)</p>\(nextButton)</div>\
            <div class="two"><div class="stack"><h1>\(frame.said(need.title))</h1>\(pages.origins)\(pages.fields.summary)\
            \(lock(file))\(CallParts(frame: frame).desk(file, path: "/n/\(network.slug)/needs/\(need.id)", pages.fields))\
            <section class="card"><h2>\(frame(CaseWords.whatIsNeeded))</h2><div class="lines">\
            \(need.lines.map { parts.line($0) })</div>\(description)\(parts.whereAndBy(need))</section>\
            \(pages.photosCard)\(pages.restrictionsCard)\(pages.lookCard)\(knownCard(pages, known))\(found(pages))\(verifyCard(pages, known))\(pages.workCard)\(waitCard(pages))\(skipForm(pages))</div>\
            <aside class="stack">\(duplicateCard(need, duplicates))\(contact)\(TalkPages(frame: frame).card(pages.talk))\(callsCard(file))\(factsCard(file))\
            <section class="card"><h2>\(frame(CaseWords.story))</h2>\
            \(parts.story(file.story, names: file.names, showsActors: true))</section></aside></div>\(keysDialog)
            """)
    }

    private func lock(_ file: CaseFile) -> HTML {
        guard let lock = file.lock else { return "" }
        let isMine = lock.memberID == frame.ask.viewer.member?.id
        let words =
            isMine ? QueueWords.lockedByYou(until: lock.until) : QueueWords.lockedBy(lock.memberName, until: lock.until)
        let renew: HTML =
            isMine
            ? """
            <form method="post" action="/n/\(network.slug)/queue/\(file.need.id)/open">\(frame.hidden)\
            <button class="btn quiet">\(frame(QueueWords.renew))</button></form>
            """ : ""
        return "<div class=\"lock\">\(frame.icon("lock"))<span>\(frame(words))</span>\(renew)</div>"
    }

    private func verifyCard(_ pages: CasePages, _ known: KnownInstitution?) -> HTML {
        let file = pages.file, need = file.need
        guard Policy.allows(.verify, frame.ask.viewer, ties: file.ties) else { return pages.nextHandNote }
        guard NeedRules.isLegal(.verify, in: need) else {
            let first: HTML = "<p class=\"note\">\(frame(QueueWords.acknowledgeFirst))</p>"
            return need.state == .submitted ? first + pages.nextHandNote : pages.nextHandNote
        }
        guard mayVerify(pages) else {
            let words = pages.barredFromVerifying ?? QueueWords.openFirst
            return "<p class=\"note\">\(frame.said(frame(words)))</p>"
        }
        let own = pages.fields.of("verify")
        let asked = pages.checklist.questions(for: need.category),
            evidence = CheckPhotoParts(frame: frame, slug: network.slug)
        let questions = asked.map { question in
            let isKnown = known != nil && !own.isSent && KnownInstitutionRules.questions.contains(question.id)
            return check(question, isKnown ? "yes" : own.form["check.\(question.id)"], own)
        }
        let options = Need.Confidence.allCases.map { ($0.rawValue, frame(NeedWords.name(of: $0))) }
        let second: HTML =
            need.lines.contains(where: \.isControlled) ? "<p class=\"note\">\(frame(QueueWords.second))</p>" : ""
        return """
            \(evidence.card(file, asked, pages.fields))\
            <section class="card" id="verify"><h2>\(frame(QueueWords.checks))</h2>\(second)\
            <form method="post" action="/n/\(network.slug)/needs/\(need.id)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="verify"><input type="hidden" name="back" value="queue">\(pages.seen)\(questions)\
            \(own.choice("confidence", QueueWords.confidence, options))\
            \(own.area("note", QueueWords.note, rows: 2))\(institutionFields(own, known))\
            <button class="btn main wide" data-key="v">\(frame.icon("check"))\(frame(QueueWords.verify))</button></form></section>
            """
    }

    /// It is open for this reader, whose word counts.
    private func mayVerify(_ pages: CasePages) -> Bool {
        pages.may(.verify) && pages.barredFromVerifying == nil && pages.file.ties.contains(.holder)
    }

    private func found(_ pages: CasePages) -> HTML {
        FindingParts(frame: frame, slug: network.slug).card(
            pages.file, pages.checklist, isVerifying: mayVerify(pages))
    }

    private func check(_ question: Checklist.Question, _ chosen: String?, _ own: Fields) -> HTML {
        let answers: [(String, Text)] = [
            ("yes", CaseWords.yes), ("no", CaseWords.no), ("na", CaseWords.notApplicable),
        ]
        let radios = answers.map { value, words -> HTML in
            """
            <label><input type="radio" name="check.\(question.id)" value="\(value)"\(" checked", if: chosen == value)>\(frame(words))</label>
            """
        }
        let field = "check.\(question.id)", name = "checknote.\(question.id)", isNoted = own.form.text(name) != nil
        return """
            <fieldset class="check" id="\(own.id(field))"><legend>\(frame.said(frame(question.words)))\(own.error(field))</legend><div>\(radios)</div>\
            <details class="more"\(" open", if: isNoted)><summary>\(frame(QueueWords.checkNote))\
            <span class="visually-hidden">\(frame.said(frame(question.words)))</span></summary>\
            \(own.text(name, QueueWords.checkNoteOf(question.words)))</details></fieldset>
            """
    }

    /// Asking back, and not reaching her.
    private func waitCard(_ pages: CasePages) -> HTML {
        var forms: HTML = ""
        if pages.may(.askInformation) {
            forms += pages.action("askInformation", QueueWords.ask) {
                $0.area("question", QueueWords.question, rows: 2, isRequired: true)
            }
        }
        if pages.may(.cannotReach) {
            let reach = ReachParts(frame: pages.frame), ways = reach.choices(pages.file.reachSteps)
            forms += reach.list(pages.file.reachSteps)
            forms += pages.action("cannotReach", QueueWords.cannotReach) {
                """
                \($0.select("channel", QueueWords.channel, ways))\
                \($0.text("retryAt", QueueWords.retryAt, kind: "datetime-local"))
                """
            }
        }
        if pages.may(.reached) {
            let ways = ReachParts(frame: pages.frame).choices(pages.file.reachSteps)
            forms += pages.action("reached", QueueWords.reached) {
                """
                \($0.select("channel", QueueWords.channel, ways, chosen: ReachStep.Channel.phone.rawValue))\
                \($0.text("note", CaseWords.note))
                """
            }
        }
        return forms.isEmpty ? "" : "<section class=\"card\"><h2>\(frame(QueueWords.reaching))</h2>\(forms)</section>"
    }

    private func skipForm(_ pages: CasePages) -> HTML {
        guard pages.may(.skip) else { return "" }
        return pages.action("skip", QueueWords.skip) {
            $0.text("reason", QueueWords.skipReason, isRequired: true)
        }
    }

    private func contactButton(_ file: CaseFile) -> HTML {
        guard file.ties.contains(.holder) || file.ties.contains(.owner) else { return "" }
        return """
            <section class="card" id="contact"><h2>\(frame(CaseWords.contact))</h2>\
            <form method="post" action="/n/\(network.slug)/needs/\(file.need.id)/reveals">\(frame.hidden)\
            <input type="hidden" name="back" value="queue">\
            <button class="btn wide" data-key="c">\(frame.icon("eye"))\(frame(CaseWords.reveal))</button></form></section>
            """
    }

    private func callsCard(_ file: CaseFile) -> HTML {
        let rows = file.calls.map { call -> HTML in
            "<li>\(call.memberName) · \(frame.said(frame(ReachWords.said(call.channel)))) · \(frame(CallWords.outcome(call.outcome))) · \(frame.moment(call.at))</li>"
        }
        let list: HTML = rows.isEmpty ? "<p class=\"small\">\(frame(QueueWords.noCalls))</p>" : "<ul>\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(QueueWords.calls))</h2>\(list)</section>"
    }

    private func factsCard(_ file: CaseFile) -> HTML {
        let need = file.need
        let institution: HTML =
            need.institution.isEmpty
            ? "" : "<dt>\(frame(CaseWords.institution))</dt><dd>\(frame.said(need.institution))</dd>"
        return """
            <section class="card"><h2>\(frame(CaseWords.facts))</h2><dl class="facts"><dt>\(frame(CaseWords.code))</dt>\
            <dd>\(need.code)</dd><dt>\(frame(CaseWords.source))</dt><dd>\(frame(NeedWords.name(of: need.source))) \
            \(frame.said(frame(InboundWords.said(need.reference))))</dd>\(institution)\
            <dt>\(frame(CaseWords.owner))</dt><dd>\(file.view.owner.name)</dd></dl></section>
            """
    }
}
