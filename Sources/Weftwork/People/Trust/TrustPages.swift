internal import Database

/// What stands on a member's page besides vouches.
struct MemberSurroundings: Sendable {
    let profile: [ProfileEntry]
    let suspendedUntil: Int64?
    /// Why the profile is hidden, where it is.
    var hidden: String?
    /// Whether there is a way to reach them that the reader may look at.
    var mayLook = false
    /// How they are reached, once the reader looked.
    var contacts: [ProfileEntry]?
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
            return row(vouch, name: seen.names[vouch.fromID] ?? "", how: seen.how[vouch.id], isMine: isMine)
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
            \(about(member, around))\
            <section class="card"><h2>\(frame(TrustWords.theirVouchers))</h2>\(list)</section>\
            \(own?.id == member.id ? "" : vouchForm(member, form, problems))\(beside(member, around))</div>
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

    /// What else can be done about a member: say that something is wrong; for those who answer for it, suspend.
    private func beside(_ member: Member, _ around: MemberSurroundings) -> HTML {
        guard member.id != frame.ask.viewer.member?.id else { return "" }
        let suspension: HTML =
            Policy.allows(.suspend, frame.ask.viewer)
            ? SafetyPages(frame: frame, network: network).suspensionForm(
                member, isSuspendedUntil: around.suspendedUntil, Fields(frame).of("suspension")) : ""
        return """
            \(suspension)\(ModerationPages(frame: frame, network: network).tools(
                TextPlace(kind: .profile, id: member.id), isHidden: around.hidden != nil))\
            <p class="row"><a class="btn quiet" href="\(root)/report?about=\(member.id)">\(frame(MatterWords.report))</a></p>
            """
    }

    private func row(_ vouch: Vouch, name: String, how: String?, isMine: Bool) -> HTML {
        let subject: HTML = vouch.subject.isEmpty ? "" : ": \(frame.said(vouch.subject))"
        let words: HTML = how.map { "<small class=\"wide\">\(frame.said($0))</small>" } ?? ""
        let acts: HTML =
            isMine
            ? """
            <span class="row wide"><form method="post" action="\(root)/vouches/\(vouch.id)/renewals">\(frame.hidden)\
            <button class="btn">\(frame(TrustWords.renew))</button></form>\
            <a class="btn" href="\(root)/vouches/\(vouch.id)/end">\(frame(TrustWords.takeBack))</a></span>
            """ : ""
        return """
            <li class="line"><span><strong>\(frame.said(name))</strong> \
            <span class="badge">\(frame(TrustWords.name(of: vouch.kind)))\(subject)</span></span>\
            <small>\(frame(TrustWords.until(vouch.expiresAt)))</small>\(words)\(acts)</li>
            """
    }

    private func vouchForm(_ member: Member, _ form: Form, _ problems: [FieldProblem]) -> HTML {
        let fields = Fields(frame, form, problems)
        let kinds = Vouch.Kind.allCases.map { kind in
            (kind.rawValue, "\(frame(TrustWords.name(of: kind))) – \(frame(TrustWords.meaning(of: kind)))")
        }
        return """
            <section class="card"><h2>\(frame(TrustWords.vouchTitle))</h2><p>\(frame(TrustWords.vouchHint))</p>\(fields.summary)\
            <form method="post" action="\(root)/members/\(member.id)/vouches" class="stack">\(frame.hidden)\
            <div class="list">\(fields.choice("kind", TrustWords.forWhat, kinds))</div>\
            \(fields.text("subject", TrustWords.subject, hint: TrustWords.subjectHint))\
            \(fields.area("how", TrustWords.how, who: TrustWords.howWho, isRequired: true))\
            \(fields.button(TrustWords.vouchButton))</form></section>
            """
    }

    // MARK: Taking back

    func takeBack(
        _ vouch: Vouch, name: String, _ changes: [StandingChange], _ names: [ID: String], _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let shown = changes.prefix(20).map { change -> HTML in
            "<li>\(frame(TrustWords.falls(names[change.memberID] ?? "", change.before, change.after)))</li>"
        }
        let rest: HTML = changes.count > 20 ? "<li>\(frame(TrustWords.others(changes.count - 20)))</li>" : ""
        let consequences: HTML =
            changes.isEmpty
            ? "<p class=\"note good\">\(frame(TrustWords.nobodyFalls))</p>"
            : "<div class=\"note warn\"><p>\(frame(TrustWords.whoFalls))</p><ul>\(shown)\(rest)</ul></div>"
        return frame.page(
            TrustWords.takeBackTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(TrustWords.takeBackTitle))</h1><p>\(frame(TrustWords.takeBackOf(name)))</p>\
            \(consequences)<p class="small">\(frame(TrustWords.noChain))</p>\(fields.summary)\
            <form method="post" class="stack">\(frame.hidden)\
            \(fields.text("reason", TrustWords.reason, isRequired: true))\
            \(fields.button(TrustWords.confirmTakeBack, kind: "danger"))</form></div>
            """)
    }

    // MARK: Standing

    func standing(_ view: StandingView, _ seen: VouchActs.Seen) -> HTML {
        let story = view.story
        var notes: HTML = ""
        if let fallsAt = view.fallsAt { notes += "<p class=\"note warn\">\(frame(TrustWords.fallsAt(fallsAt)))</p>" }
        if let other = story.dependsOn {
            notes += "<p class=\"note\">\(frame(TrustWords.dependsOn(view.names[other] ?? "")))</p>"
        }
        if let next = story.next { notes += "<p>\(frame(TrustWords.missing(next.standing, next.missing)))</p>" }
        let received = seen.received.map {
            row($0, name: seen.names[$0.fromID] ?? "", how: seen.how[$0.id], isMine: false)
        }
        let given = seen.given.map { row($0, name: seen.names[$0.toID] ?? "", how: seen.how[$0.id], isMine: true) }
        return frame.page(
            TrustWords.standingTitle, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(TrustWords.standingTitle))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(TrustWords.done) : "")\
            <section class="card"><p><strong>\(frame(view.because))</strong></p>\(ChainPicture(frame: frame, view: view).html)\(notes)\
            <p class="small">\(frame(TrustWords.standingHint))</p></section>\
            <section class="card"><h2>\(frame(TrustWords.received))</h2>\(list(received, TrustWords.noneReceived))</section>\
            <section class="card"><h2>\(frame(TrustWords.given))</h2>\(list(given, TrustWords.noneGiven))</section></div>
            """)
    }

    private func list(_ rows: [HTML], _ none: Text) -> HTML {
        rows.isEmpty ? "<p class=\"small\">\(frame(none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
    }

    // MARK: Health

    func health(_ report: TrustHealthReport) -> HTML {
        let anchors = report.anchors.map {
            "<li>\(frame.said($0.name)) <small>\(frame.said($0.organisation ?? ""))</small></li>" as HTML
        }
        let warning: HTML =
            report.hasEnoughAnchors
            ? ""
            : "<p class=\"note warn\">\(frame(TrustWords.anchorsFew(report.anchors.count, report.organisationCount)))</p>"
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
            <section class="card"><h2>\(frame(TrustWords.anchors))</h2>\(warning)<ul>\(anchors)</ul></section>\
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

/// The chains that lead to somebody, as a small picture; the same stands beside it in words.
struct ChainPicture {
    let frame: Frame
    let view: StandingView

    private static let column = 132, line = 44

    var html: HTML {
        let chains = view.story.picture
        guard !chains.isEmpty else { return "" }
        let columns = chains.map(\.count).max() ?? 1
        let width = columns * ChainPicture.column, height = chains.count * ChainPicture.line + 8
        let middle = height / 2
        let rows = chains.enumerated().map { row(of: $1, at: 26 + $0 * ChainPicture.line, columns, middle) }
        let last = (columns - 1) * ChainPicture.column
        return """
            <figure><svg class="chains" viewBox="0 0 \(width) \(height)" role="img" aria-label="\(frame(TrustWords.pictureTitle))">\
            \(rows)<rect x="\(last + 4)" y="\(middle - 15)" width="\(ChainPicture.column - 12)" height="30" rx="6" class="you"/>\
            <text x="\(last + 10)" y="\(middle + 5)">\(frame(TrustWords.you))</text></svg>\
            <figcaption class="small"><ul>\(chains.map(words))</ul></figcaption></figure>
            """
    }

    /// A chain ends at the reader's box; it begins as far left as it is long.
    private func row(of chain: [ID], at y: Int, _ columns: Int, _ middle: Int) -> HTML {
        let people = chain.dropLast()
        let start = columns - chain.count
        return people.enumerated().map { index, id -> HTML in
            let x = (start + index) * ChainPicture.column + 4
            let right = x + ChainPicture.column - 12
            let endY = index == people.count - 1 ? middle : y
            return """
                <path d="M\(right) \(y)L\(right + 12) \(endY)"/>\
                <rect x="\(x)" y="\(y - 15)" width="\(ChainPicture.column - 12)" height="30" rx="6"/>\
                <text x="\(x + 6)" y="\(y + 5)">\(String((view.names[id] ?? "").prefix(9)))</text>
                """
        }.joined()
    }

    private func words(_ chain: [ID]) -> HTML {
        let names = chain.dropLast().map { view.names[$0] ?? "" } + [frame(TrustWords.you)]
        return "<li>\(frame.said(names.joined(separator: " → ")))</li>"
    }
}
