internal import Database

/// One page tells a need's whole story: what it is, how it stands, who answers for it, what can be done now.
struct CasePages {
    let frame: Frame
    let network: Network
    let file: CaseFile
    let places: Places
    /// What was typed, where something was wrong with it.
    var form = Form()
    var problems: [FieldProblem] = []
    var notice: Text?
    /// What this reader has just done here and can still take back.
    var undoables: [Undoable] = []
    /// A second look that this reader may give.
    var secondLook: SecondLook?
    /// The contact, right after it was revealed.
    var revealed: PrivatePart?
    var members: [Member] = []
    /// Whether this is shown at the queue, to which its acts lead back.
    var isInQueue = false
    /// What verifiers ask in this network.
    var checklist = Checklist.shipped
    /// What is to be read, and who could go along, before this reader's promise counts.
    var preparation = ClaimPreparation()
    /// What its reader may read of the talk about it.
    var talk: TalkSummary?
    /// What this reader may move it to.
    var emergencies: [Emergency] = []
    /// Where else the same is wanted, for whoever came too late here.
    var next: NextBest?
    /// What else this reader has promised and not brought yet.
    var promises: [OwnPromise] = []
    /// How much this reader carries of what they may.
    var load: PromiseLoad?
    /// Who goes on with what this reader sent in.
    var nextHand: NextHand?
    /// How long such took.
    var times: PromiseTimes?
    /// What others put on it.
    var more: HTML = ""
    /// That it asks for nothing any more, for readers who do not work on it.
    var over: Outdated?
    /// What cards put on it.
    var extra = CaseParts.Piece()

    private var need: Need { file.need }
    private var viewer: Viewer { frame.ask.viewer }
    private var parts: NeedParts { NeedParts(frame) }
    var fields: Fields { Fields(frame, form, problems).naming(need, checklist) }

    private var isCase: Bool { NeedAccess.tier(of: viewer, file.ties) == .case }

    func may(_ act: Act) -> Bool {
        Policy.allows(act, viewer, ties: file.ties) && NeedRules.isLegal(act, in: need)
    }

    func html() -> HTML {
        let view = file.view
        return frame.page(
            view.title.map(Text.verbatim) ?? view.hidden.map(ModerationWords.stub) ?? BoardWords.heldText, area: .needs,
            head: extra.head,
            """
            \(toast)\(overBanner)\(extra.top)<div class="two"><div class="stack">\
            <div class="row">\(parts.urgency(need.urgency))\(parts.state(need.state))\(parts.confidence(need.confidence))\
            \(parts.stale(need.freshness))<span class="small">\(parts.area(need.area))</span></div>\
            <h1>\(parts.title(view))</h1>\(parts.steps(need.state))\
            \(rung)\(more)\(notes)\(mineToo)\(fields.summary)\(nextNote)\(calls)\(whichPlace)\(linesCard(view))\(extra.below)\(photosCard)\(found)\(restrictionsCard)\(referralCard)\(claimForm)\(claimsCard)\(TalkPages(frame: frame).card(talk))\(workCard)\
            <section class="card"><h2>\(frame(CaseWords.story))</h2>\
            \(parts.story(file.story, names: file.names, showsActors: viewer.member != nil))</section></div>\
            <aside class="stack">\(ownerCard(view))\(contactCard)\(emergencyCard)\(ThankedParts(frame: frame).card(file.thanked))\(revealsCard)\(factsCard(view))\(moderation)</aside></div>
            """)
    }

    private var referralCard: HTML {
        isCase ? ReferralParts(frame: frame).card(file, fields, path: path) : ""
    }

    private var overBanner: HTML {
        over.map { OutdatedParts(frame: frame, slug: network.slug).banner($0) } ?? ""
    }

    private var textPlace: TextPlace { TextPlace(kind: .need, id: need.id) }

    /// What can be done about its words: only where others than those who work on it read them.
    private var moderation: HTML {
        guard need.audience > .case, !file.ties.contains(.submitter) else { return "" }
        return ModerationPages(frame: frame, network: network).tools(textPlace, isHidden: need.hidden != nil)
    }

    private var emergencyCard: HTML {
        EmergencyParts(frame: frame, slug: network.slug).card(
            need, emergencies, path: path, back: back, fields, mayMove: may(.move))
    }

    /// The one button that the message in the night speaks of.
    private var rung: HTML {
        guard file.isRung else { return "" }
        return """
            <section class="card main-thing"><p>\(frame(RosterWords.nobody))</p>\
            <form method="post" action="\(path)/take">\(frame.hidden)\
            <button class="btn main">\(frame(RosterWords.take))</button></form></section>
            """
    }

    private var calls: HTML { isCase ? CallParts(frame: frame).desk(file, path: path, fields) : "" }

    /// The desk says which of several places is meant.
    private var whichPlace: HTML {
        let areas = isCase && may(.correct) ? places.candidates(for: need) : []
        guard !areas.isEmpty else { return "" }
        let own = fields.of("correct")
        return """
            <section class="card" id="place"><h2>\(frame(PlaceWords.whichOne))</h2>\
            <p>\(frame.said(need.area.shown(in: frame.language).parts.joined(separator: " / ")))</p>\
            <form method="post" action="\(path)/actions" class="stack">\(own.hidden)\
            <input type="hidden" name="action" value="correct">\(back)\
            \(PlaceParts(frame: frame, places: places).choice("areaCode", areas, own))\
            <button class="btn">\(frame(SiteWords.save))</button></form></section>
            """
    }

    var toast: HTML {
        notice.map {
            UndoParts(frame: frame, slug: network.slug).toast($0, undoables, back: isInQueue ? "queue" : "")
        } ?? ""
    }

    private var notes: HTML {
        var notes: HTML = ""
        if isCase && !need.held.isEmpty { notes += "<p class=\"note warn\">\(frame(CaseWords.held))</p>" }
        if let reason = need.hidden, isCase {
            notes += ModerationPages(frame: frame, network: network).stub(
                reason, textPlace, isAuthor: file.ties.contains(.submitter))
        }
        if !need.voided.isEmpty { notes += "<p class=\"note\">\(frame(CaseWords.voidedNote))</p>" }
        if let target = file.target, isCase {
            notes += """
                <p class="note">\(frame(CaseWords.mergedInto)) \
                <a href="/n/\(network.slug)/needs/\(target.id)">\(frame.said(target.title))</a></p>
                """
        }
        return notes + nextHandNote + origins
    }

    /// Where the need comes from: asked again, or the same as another.
    var origins: HTML {
        var notes: HTML = ""
        for link in file.links {
            notes += """
                <p class="note">\(frame(link.kind == .again ? SimilarWords.againOf : SimilarWords.followOf)) \
                <a href="/n/\(network.slug)/needs/\(link.other)">\(frame.said(link.title))</a> \(parts.state(link.state))</p>
                """
        }
        return notes
    }

    /// Whoever has the same need may add their own to it.
    private var mineToo: HTML {
        guard viewer.member == nil, !isCase, need.state.phase == .board else { return "" }
        return """
            <p><a class="btn" href="/n/\(network.slug)/ask?follow=\(need.id)">\(frame.icon("plus"))\(frame(SimilarWords.mineToo))</a></p>
            """
    }

    private func linesCard(_ view: NeedView) -> HTML {
        let description: HTML =
            (view.description ?? "").isEmpty
            ? "" : "<p class=\"prose\">\(frame.said(view.description ?? ""))</p>"
        let neededBy: HTML =
            need.neededBy.map { "<p class=\"small\">\(frame(CaseWords.neededBy)) \(frame.moment($0))</p>" } ?? ""
        let lines: HTML =
            if case .full(let lines) = view.lines {
                "<div class=\"lines\">\(lines.map { "\(parts.line($0))\(usual($0))" as HTML })</div>"
            } else {
                "<p>\(parts.kept(view))</p>"
            }
        return
            "<section class=\"card\"><h2>\(frame(CaseWords.whatIsNeeded))</h2>\(lines)\(description)\(neededBy)</section>"
    }

    var restrictionsCard: HTML {
        RestrictionParts(frame: frame, slug: network.slug).card(file, fields, path: path)
    }

    var photosCard: HTML {
        PhotoParts(frame).card(
            file.photos, of: need.id, base: path, source: { "/n/\(network.slug)/files/\($0)" },
            mayAdd: may(.addPhoto) && !isInQueue, mayRemove: may(.removePhoto) && !isInQueue,
            hint: CaseWords.photosHint, fields.of("photo"))
    }

    private var found: HTML {
        FindingParts(frame: frame, slug: network.slug).card(file, checklist, isVerifying: false)
    }

    private func ownerCard(_ view: NeedView) -> HTML {
        let clock: HTML =
            need.dueAt.map {
                "<p class=\"small\">\(frame(CaseWords.nextStep)) \(frame.clock(due: $0, start: file.clock?.startedAt))</p>"
            } ?? ""
        return """
            <section class="card"><h2>\(frame(CaseWords.owner))</h2>\(parts.owner(view.owner))\(clock)\(handover)</section>
            """
    }

    private var handover: HTML {
        var html: HTML = ""
        if let offered = file.handover {
            html += "<p class=\"small\">\(frame(CaseWords.offeredTo(file.names[offered.toID] ?? "")))</p>"
            if file.ties.contains(.invited) {
                html += """
                    <form method="post" action="\(path)/handovers/\(offered.id)" class="row">\(frame.hidden)\
                    <button class="btn main" name="action" value="accept">\(frame(CaseWords.accept))</button>\
                    <button class="btn" name="action" value="decline">\(frame(CaseWords.decline))</button></form>
                    """
            }
        }
        guard may(.offerHandover), !members.isEmpty else { return html }
        let options = members.filter { $0.id != need.ownerID }.map { ($0.id.description, $0.name) }
        let own = fields.of("handover")
        let assign: HTML =
            Policy.allows(.assign, viewer, ties: file.ties)
            ? "<button class=\"btn\" name=\"action\" value=\"assign\">\(frame(CaseWords.assignTo))</button>" : ""
        return html
            + """
            \(own.folded(CaseWords.handover, """
                <form method="post" action="\(path)/handovers" class="stack">\(own.hidden)\
                \(own.select("to", CaseWords.handoverTo, options))\
                <div class="row"><button class="btn" name="action" value="offer">\(frame(CaseWords.offer))</button>\(assign)</div>\
                </form>
                """))
            """
    }

    private var contactCard: HTML {
        if let revealed { return contact(revealed) }
        let own = fields.of("reveal")
        // Whoever opens their own work or claim need not say what for.
        let isOwnWork = Policy.allows(.revealOwnQueue, viewer, ties: file.ties)
        let mayLook = Policy.allows(.reveal, viewer, ties: file.ties) || isOwnWork
        let button: HTML =
            mayLook && need.state.isOpen
            ? """
            <form method="post" action="\(path)/reveals" class="stack">\(own.hidden)\
            \(own.text("purpose", CaseWords.purpose, isRequired: !isOwnWork,
                value: isOwnWork ? nil : frame(CaseWords.work)))\
            <button class="btn wide">\(frame.icon("eye"))\(frame(CaseWords.reveal))</button></form>
            """ : ""
        return """
            <section class="card" id="contact"><h2>\(frame(CaseWords.contact))</h2>\
            <p class="small">\(frame.icon("lock"))\(frame(CaseWords.contactHidden))</p>\(button)</section>
            """
    }

    func contact(_ part: PrivatePart) -> HTML {
        let rows = part.contacts.map { contact -> HTML in
            // Invented numbers must not be dialled by a slip of the thumb.
            let phone: HTML =
                contact.phone.isEmpty
                ? ""
                : frame.isDemonstration
                    ? "<span class=\"num\">\(contact.phone)</span>"
                    : "<a class=\"btn\" href=\"tel:\(contact.phone)\">\(frame.icon("phone"))\(contact.phone)</a>"
            let mail: HTML =
                contact.email.isEmpty ? "" : "<a href=\"mailto:\(contact.email)\">\(contact.email)</a>"
            return """
                <li class="stack tight"><strong>\(contact.name)</strong>\(phone)\(mail)<span>\(contact.wechat)</span>\
                <span class="small">\(frame.said(contact.preference)) \(frame.said(contact.hours ?? ""))</span></li>
                """
        }
        let address: HTML =
            part.address.isEmpty
            ? "" : "<p><small>\(frame(CaseWords.address))</small><br>\(frame.said(part.address))</p>"
        let receiving: HTML =
            part.receiving.map { "<p><small>\(frame(AskWords.receivingLabel))</small><br>\(frame.said($0))</p>" } ?? ""
        let exact = PlaceParts(frame: frame, places: places).exact(part.point, isRough: part.isRough == true)
        return """
            <section class="card" id="contact"><h2>\(frame(CaseWords.contact))</h2>\(CallParts(frame: frame).word(file))<ul class="stack">\(rows)</ul>\(address)\(exact)\
            \(receiving)<p class="small">\(frame.said(part.onBehalfOf))</p>\(original(part))</section>
            """
    }

    /// What was typed, where cleaning made something else of it: a verifier can see for themselves.
    private func original(_ part: PrivatePart) -> HTML {
        guard let original = part.original, !original.isEmpty else { return "" }
        let rows = original.sorted { $0.key < $1.key }.map { field, raw -> HTML in
            "<dt>\(frame(NeedWords.fieldName(field)))</dt><dd class=\"prose\">\(frame.said(raw))</dd>"
        }
        return """
            <details class="more"><summary>\(frame(CaseWords.asTyped))</summary><dl class="facts">\(rows)</dl></details>
            """
    }

    private var revealsCard: HTML {
        guard isCase else { return "" }
        let rows = file.reveals.map { reveal -> HTML in
            "<li>\(reveal.memberName) · <span class=\"small\">\(frame(TrackWords.purpose(reveal))) · \(frame.moment(reveal.at))</span></li>"
        }
        let list: HTML = rows.isEmpty ? "<p class=\"small\">\(frame(CaseWords.noReveals))</p>" : "<ul>\(rows)</ul>"
        return """
            <section class="card"><h2>\(frame(CaseWords.reveals))</h2>\(list)</section>\
            \(ReadParts.card(ReadWords.photos, file.photoReaders, frame))\
            \(ReadParts.card(ReadWords.deliveryPhotos, file.deliveryReaders, frame))\
            \(ReadParts.card(ReadWords.evidence, file.evidenceReaders, frame))
            """
    }

    private func factsCard(_ view: NeedView) -> HTML {
        guard let facts = view.caseFacts else { return "" }
        let consent =
            switch facts.consent {
            case .own: CaseWords.own
            case .yes: CaseWords.yes
            case .no: CaseWords.no
            }
        var rows: [(Text, String)] = [
            (CaseWords.code, facts.code), (CaseWords.source, frame(NeedWords.name(of: facts.source))),
            (CaseWords.reference, frame(InboundWords.said(facts.reference))),
            (CaseWords.institution, facts.institution),
            (CaseWords.consent, frame(consent)), (CaseWords.audience, frame(NeedWords.name(of: need.audience))),
        ]
        if facts.urgencyAsked != need.urgency {
            rows.append((CaseWords.urgencyAsked, frame(NeedWords.name(of: facts.urgencyAsked))))
        }
        let shown = rows.filter { !$0.1.isEmpty }.map { "<dt>\(frame($0.0))</dt><dd>\(frame.said($0.1))</dd>" as HTML }
        return "<section class=\"card\"><h2>\(frame(CaseWords.facts))</h2><dl class=\"facts\">\(shown)</dl></section>"
    }
}
