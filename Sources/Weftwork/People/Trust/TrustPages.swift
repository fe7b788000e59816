internal import Database

/// What stands on a member's page besides vouches.
struct MemberSurroundings: Sendable {
    let profile: [ProfileEntry]
    let portrait: Portrait?
    let certificates: [Certificate]
    let suspendedUntil: Int64?
    /// Whether they let members see their path.
    var sharesPath = false
    /// Why the profile is hidden, where it is.
    var hidden: String?
    /// Whether there is a way to reach them that the reader may look at.
    var mayLook = false
    /// How they are reached, once the reader looked.
    var contacts: [ProfileEntry]?
    /// What other capabilities say of them.
    var more: HTML = ""
}

/// Pages about members, vouches and standing.
struct TrustPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    // MARK: Members

    func members(_ members: [Member], total: Int, next: String?) -> HTML {
        let rows = members.map { member -> HTML in
            let roles = member.roles.sorted { $0.rawValue < $1.rawValue }
                .map { "<span class=\"badge info\">\(frame(PeopleWords.name(of: $0)))</span>" as HTML }
            return """
                <li class="line"><span><a href="\(root)/members/\(member.id)"><strong>\(frame.said(member.name))</strong></a> \
                <small>\(frame.said(member.organisation ?? ""))</small></span><span class="row">\(roles)</span></li>
                """
        }
        let more: HTML =
            next.map {
                "<p><a class=\"btn\" href=\"\(root)/members?cursor=\($0)\">\(frame(SiteWords.more))</a></p>"
            } ?? ""
        return frame.page(
            PeopleWords.members, area: .network,
            """
            <div class="head"><h1>\(frame(PeopleWords.members))</h1><span class="small">\(frame(TrustWords.memberCount(total)))</span></div>\
            \(links)<ul class="card lines">\(rows)</ul>\(more)
            """)
    }

    private var links: HTML {
        var links: HTML = "<a class=\"btn quiet\" href=\"\(root)/me/standing\">\(frame(TrustWords.standingTitle))</a>"
        if Policy.allows(.seeTrustHealth, frame.ask.viewer) {
            links += "<a class=\"btn quiet\" href=\"\(root)/trust\">\(frame(TrustWords.healthTitle))</a>"
        }
        if Policy.allows(.welcomeNewcomers, frame.ask.viewer) {
            links += "<a class=\"btn quiet\" href=\"\(root)/welcomes\">\(frame(JoinWords.welcomes))</a>"
        }
        if Policy.allows(.callVolunteers, frame.ask.viewer) {
            links += "<a class=\"btn quiet\" href=\"\(root)/ways\">\(frame(JoinWords.ways))</a>"
        }
        links += "<a class=\"btn quiet\" href=\"\(root)/roles\">\(frame(RoleWords.title))</a>"
        links += "<a class=\"btn quiet\" href=\"\(root)/organisations\">\(frame(OrganisationWords.title))</a>"
        links += "<a class=\"btn quiet\" href=\"\(root)/pact\">\(frame(PactPageWords.title))</a>"
        return "<p class=\"row\">\(links)</p>"
    }

    func member(
        _ seen: VouchActs.Seen, _ around: MemberSurroundings, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let member = seen.member, own = frame.ask.viewer.member
        let roles = member.roles.sorted { $0.rawValue < $1.rawValue }
            .map { "<span class=\"badge info\">\(frame(PeopleWords.name(of: $0)))</span>" as HTML }
        let vouches = seen.received.map { vouch -> HTML in
            let isMine = vouch.fromID == own?.id
            return row(vouch, name: seen.names[vouch.fromID] ?? "", seen, isMine: isMine)
        }
        let list: HTML =
            vouches.isEmpty
            ? "<p class=\"small\">\(frame(TrustWords.noneReceived))</p>" : "<ul class=\"lines\">\(vouches)</ul>"
        return frame.page(
            .verbatim(member.name), area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(member.name))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(TrustWords.done) : "")\
            <p class="small">\(frame.said(member.organisation ?? ""))</p><p class="row">\(roles)</p>\
            \(portrait(around))\(about(member, around))\
            <section class="card"><h2>\(frame(TrustWords.theirVouchers))</h2>\(list)</section>\
            \(takenBack(seen))\(own?.id == member.id ? "" : vouchForm(seen, form, problems))\(around.more)\(beside(member, around))</div>
            """)
    }

    /// What they say about themselves, or the stub in its place; how they are reached.
    private func about(_ member: Member, _ around: MemberSurroundings) -> HTML {
        let profile = ProfilePages(frame: frame), texts = ModerationPages(frame: frame, network: network)
        let place = TextPlace(kind: .profile, id: member.id), isOwn = member.id == frame.ask.viewer.member?.id
        let stub: HTML = around.hidden.map { texts.stub($0, place, isAuthor: isOwn) } ?? ""
        return """
            \(stub)\(profile.facts(around.profile))\
            \(profile.contacts(around.contacts, mayLook: around.mayLook, path: "\(root)/members/\(member.id)/looks"))
            """
    }

    private func portrait(_ around: MemberSurroundings) -> HTML {
        guard let portrait = around.portrait else { return "" }
        let image = FileParts(frame).image(portrait.file, at: "\(root)/files/\(portrait.code)")
        return "<div class=\"portrait\">\(image)</div>"
    }

    /// What else can be done about a member: say that something is wrong; for those who answer for it, suspend.
    private func beside(_ member: Member, _ around: MemberSurroundings) -> HTML {
        let certificates = CertificateParts(frame: frame, network: network).card(
            around.certificates, of: member.id, Fields(frame).of("certificate"))
        guard member.id != frame.ask.viewer.member?.id else { return certificates }
        let suspension: HTML =
            Policy.allows(.suspend, frame.ask.viewer)
            ? SafetyPages(frame: frame, network: network).suspensionForm(
                member, isSuspendedUntil: around.suspendedUntil, Fields(frame).of("suspension")) : ""
        return """
            \(certificates)\(suspension)\(ModerationPages(frame: frame, network: network).tools(
                TextPlace(kind: .profile, id: member.id), isHidden: around.hidden != nil))\
            <p class="row">\(pathLink(member, around))<a class="btn quiet" href="\(root)/members/\(member.id)/ask">\(frame(VouchAskWords.askTitle))</a>\
            <a class="btn quiet" href="\(root)/members/\(member.id)/recommend">\(frame(VouchAskWords.recommendTitle))</a>\
            <a class="btn quiet" href="\(root)/report?about=\(member.id)">\(frame(MatterWords.report))</a></p>
            """
    }

    private func pathLink(_ member: Member, _ around: MemberSurroundings) -> HTML {
        guard around.sharesPath else { return "" }
        return "<a class=\"btn quiet\" href=\"\(root)/members/\(member.id)/path\">\(frame(GrowthWords.theirPath))</a>"
    }

    private func row(_ vouch: Vouch, name: String, _ seen: VouchActs.Seen, isMine: Bool) -> HTML {
        let subject: HTML = vouch.subject.isEmpty ? "" : ": \(frame.said(vouch.subject))"
        let organisation = vouch.organisationID.flatMap { seen.organisations[$0] }
        let inName: HTML =
            organisation.map { " <span class=\"badge info\">\(frame.said(frame(TrustWords.inTheNameOf($0))))</span>" }
            ?? ""
        let words: HTML = seen.how[vouch.id].map { "<small class=\"wide\">\(frame.said($0))</small>" } ?? ""
        let acts: HTML =
            isMine
            ? """
            <span class="row wide"><form method="post" action="\(root)/vouches/\(vouch.id)/renewals">\(frame.hidden)\
            <button class="btn">\(frame(TrustWords.renew))</button></form>\
            <a class="btn" href="\(root)/vouches/\(vouch.id)/end">\(frame(TrustWords.takeBack))</a></span>
            """ : ""
        return """
            <li class="line"><span><strong>\(frame.said(name))</strong> \
            <span class="badge">\(frame(TrustWords.name(of: vouch.kind)))\(subject)</span>\(inName)</span>\
            <small>\(frame(TrustWords.until(vouch.expiresAt)))</small>\(words)\(acts)</li>
            """
    }

    /// Vouches that were taken back, to those who may know why.
    private func takenBack(_ seen: VouchActs.Seen) -> HTML {
        guard !seen.takenBack.isEmpty else { return "" }
        let rows = seen.takenBack.map { ended -> HTML in
            let from = seen.names[ended.vouch.fromID] ?? "", to = seen.names[ended.vouch.toID] ?? ""
            return """
                <li class="line"><span><strong>\(frame.said("\(from) → \(to)"))</strong> \
                <span class="badge">\(frame(TrustWords.name(of: ended.vouch.kind)))</span></span>\
                <small>\(frame.moment(ended.vouch.endedAt ?? 0))</small><small class="wide">\(frame.said(ended.why))</small></li>
                """
        }
        return """
            <section class="card"><h2>\(frame(TrustWords.takenBack))</h2><p class="small">\(frame(TrustWords.takenBackWho))</p>\
            <ul class="lines">\(rows)</ul></section>
            """
    }

    private func vouchForm(_ seen: VouchActs.Seen, _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems), member = seen.member
        let kinds = Vouch.Kind.allCases.map { kind in
            (kind.rawValue, "\(frame(TrustWords.name(of: kind))) – \(frame(TrustWords.meaning(of: kind)))")
        }
        return """
            <section class="card"><h2>\(frame(TrustWords.vouchTitle))</h2><p>\(frame(TrustWords.vouchHint))</p>\(fields.summary)\
            <form method="post" action="\(root)/members/\(member.id)/vouches" class="stack">\(frame.hidden)\
            <div class="list">\(fields.choice("kind", TrustWords.forWhat, kinds))</div>\
            \(fields.text("subject", TrustWords.subject, hint: TrustWords.subjectHint))\
            \(fields.area("how", TrustWords.how, who: TrustWords.howWho, isRequired: true))\
            \(TrustPages.inWhoseName(seen.speaksFor, fields))\
            \(fields.button(TrustWords.vouchButton))</form></section>
            """
    }

    /// In whose name a vouch is given: offered to those who speak for an organisation.
    static func inWhoseName(_ organisations: [(id: ID, name: String)], _ fields: Fields) -> HTML {
        guard !organisations.isEmpty else { return "" }
        let frame = fields.frame
        let names = organisations.map { (value: $0.id.description, label: frame(TrustWords.inTheNameOf($0.name))) }
        let choices = [(value: "", label: frame(TrustWords.inOwnName))] + names
        return fields.select("organisation", TrustWords.inWhoseName, choices, hint: TrustWords.inWhoseNameHint)
    }

    // MARK: Taking back

    func takeBack(
        _ vouch: Vouch, name: String, _ changes: [StandingChange], _ names: [ID: String], _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        return frame.page(
            TrustWords.takeBackTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(TrustWords.takeBackTitle))</h1><p>\(frame(TrustWords.takeBackOf(name)))</p>\
            \(TrustPages.consequences(changes, names, frame))<p class="small">\(frame(TrustWords.noChain))</p>\(fields.summary)\
            <form method="post" class="stack">\(frame.hidden)\
            \(fields.text("reason", TrustWords.reason, who: TrustWords.howWho, isRequired: true))\
            \(fields.button(TrustWords.confirmTakeBack, kind: "danger"))</form></div>
            """)
    }

    /// Whose standing would be another, as it is shown before something is done.
    static func consequences(_ changes: [StandingChange], _ names: [ID: String], _ frame: Frame) -> HTML {
        guard !changes.isEmpty else { return "<p class=\"note good\">\(frame(TrustWords.nobodyFalls))</p>" }
        let shown = changes.prefix(20).map { change -> HTML in
            "<li>\(frame(TrustWords.falls(names[change.memberID] ?? "", change.before, change.after)))</li>"
        }
        let rest: HTML = changes.count > 20 ? "<li>\(frame(TrustWords.others(changes.count - 20)))</li>" : ""
        return "<div class=\"note warn\"><p>\(frame(TrustWords.whoFalls))</p><ul>\(shown)\(rest)</ul></div>"
    }

    // MARK: Standing

    func standing(_ view: StandingView, _ seen: VouchActs.Seen) -> HTML {
        let story = view.story
        var notes: HTML = ""
        if let falling = view.falling { notes += "<p class=\"note warn\">\(frame(falling))</p>" }
        if let other = story.dependsOn {
            notes += "<p class=\"note\">\(frame(TrustWords.dependsOn(view.names[other] ?? "")))</p>"
        }
        for missing in view.missing { notes += "<p>\(frame(missing))</p>" }
        let received = seen.received.map {
            row($0, name: seen.names[$0.fromID] ?? "", seen, isMine: false)
        }
        let given = seen.given.map { row($0, name: seen.names[$0.toID] ?? "", seen, isMine: true) }
        return frame.page(
            TrustWords.standingTitle, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(TrustWords.standingTitle))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(TrustWords.done) : "")\
            <section class="card"><p><strong>\(frame(view.because))</strong></p>\(ChainPicture(frame: frame, view: view).html)\(notes)\
            <p class="small">\(frame(TrustWords.standingHint))</p></section>\
            <section class="card"><h2>\(frame(TrustWords.received))</h2>\(list(received, TrustWords.noneReceived))</section>\
            <section class="card"><h2>\(frame(TrustWords.given))</h2>\(list(given, TrustWords.noneGiven))</section>\(takenBack(seen))\
            <p class="row"><a class="btn quiet" href="\(root)/asks">\(frame(VouchAskWords.title))</a></p></div>
            """)
    }

    private func list(_ rows: [HTML], _ none: Text) -> HTML {
        rows.isEmpty ? "<p class=\"small\">\(frame(none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
    }

    // MARK: Health

    /// - Parameter anchors: what is proposed about them, and who could be named.
    func health(_ report: TrustHealthReport, _ anchors: (reading: RolesReading, members: [Member])) -> HTML {
        let card = AnchorParts(frame: frame, network: network).card(
            anchors.reading, members: anchors.members, Fields(frame))
        let open = anchors.reading.nominations.filter { $0.nomination.office.isOfAnchors }.map { open -> HTML in
            let name = anchors.reading.names[open.nomination.memberID] ?? ""
            let state =
                open.nomination.acceptedAt == nil ? RoleWords.waits : RoleWords.decides(open.nomination.decidesAt)
            return """
                <li>\(frame(RoleWords.name(of: open.nomination.office))): \(frame.said(name)) <small>\(frame(state))</small></li>
                """
        }
        let proposed: HTML =
            open.isEmpty
            ? ""
            : "<section class=\"card\"><h2>\(frame(RoleWords.open))</h2><ul>\(open)</ul><p><a href=\"\(root)/roles\">\(frame(AnchorWords.toRoles))</a></p></section>"
        let communities = report.bareCommunities.map {
            "<li>\(frame(TrustWords.community($0.size, $0.accepted, $0.names.joined(separator: ", "))))</li>" as HTML
        }
        let dependence = report.dependence.map { "<li>\(frame(TrustWords.dependents($0.on, $0.count)))</li>" as HTML }
        let counts = Standing.allCases.reversed().map { standing -> HTML in
            "<dt>\(frame(PeopleWords.name(of: standing)))</dt><dd class=\"num\">\(report.counts[standing] ?? 0)</dd>"
        }
        let derived = report.derivedAt == 0 ? TrustWords.neverDerived : TrustWords.derivedAt(report.derivedAt)
        return frame.page(
            TrustWords.healthTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(TrustWords.healthTitle))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(TrustWords.done) : "")\
            \(card)\(proposed)\
            <section class="card"><h2>\(frame(TrustWords.communities))</h2>\(bullets(communities, TrustWords.noBareCommunity))</section>\
            <section class="card"><h2>\(frame(TrustWords.dependence))</h2>\(bullets(dependence, TrustWords.noDependence))</section>\
            <section class="card"><h2>\(frame(TrustWords.tiers))</h2><dl class="facts end">\(counts)</dl></section>\
            <section class="card"><p class="small">\(frame(derived)) \(frame(TrustWords.deriveHint))</p>\
            <form method="post" action="\(root)/trust/recounts">\(frame.hidden)\
            <button class="btn">\(frame(TrustWords.derive))</button></form></section></div>
            """)
    }

    private func bullets(_ rows: [HTML], _ none: Text) -> HTML {
        rows.isEmpty ? "<p>\(frame(none))</p>" : "<ul>\(rows)</ul>"
    }
}
