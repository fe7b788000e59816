internal import Database

/// Pages of coming in.
struct JoinPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }
    private var isSignedIn: Bool { frame.ask.person != nil }

    /// Where those without an account begin; they come back here.
    private func signUp(to path: String) -> HTML {
        """
        <p class="row"><a class="btn main" href="/sign-up?to=\(Form.encode(path))">\(frame(JoinWords.continueButton))</a>\
        <a class="btn quiet" href="/sign-in?to=\(Form.encode(path))">\(frame(JoinWords.haveAccount))</a></p>
        """
    }

    // MARK: By a link

    func invited(_ invitation: Invitation, by name: String, hidden: String?, code: String) -> HTML {
        let path = "/join/\(code)"
        let act: HTML =
            isSignedIn
            ? "<form method=\"post\" class=\"stack\">\(frame.hidden)\(whence(invitation, name))<button class=\"btn main wide\">\(frame(JoinWords.accept))</button></form>"
            : signUp(to: path)
        let texts = ModerationPages(frame: frame, network: network)
        let place = TextPlace(kind: .invitation, id: invitation.id)
        let isOwn = frame.ask.viewer.member?.id == invitation.byID
        let note: HTML =
            hidden.map { texts.stub($0, place, isAuthor: isOwn) }
            ?? (invitation.note.isEmpty ? "" : "<blockquote class=\"note\">\(frame.said(invitation.note))</blockquote>")
        let isMember = frame.ask.viewer.member?.networkID == network.id
        let tools: HTML =
            isMember && !isOwn && !invitation.note.isEmpty ? texts.tools(place, isHidden: hidden != nil) : ""
        return frame.page(
            JoinWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(network.name)</h1><p><span class="badge">\(frame(MembershipWords.name(of: .invited)))</span> \
            \(frame(JoinWords.invitedBy(name)))</p>\(note)\
            <p>\(frame(JoinWords.whatFollows))</p>\(act)\(tools)</div>
            """)
    }

    /// Whether they have a link for one from its inviter: nobody vouches for whom it was passed on to.
    private func whence(_ invitation: Invitation, _ name: String) -> HTML {
        guard invitation.hasPromise, invitation.uses == 1 else { return "" }
        let choices = [
            (value: "inviter", label: frame(JoinWords.fromInviter(name))),
            (value: "other", label: frame(JoinWords.fromOther)),
        ]
        return Fields(frame).choice("from", JoinWords.whence, choices)
    }

    // MARK: By asking

    /// What the address says of how they heard of it: goes with whatever they do here.
    private var campaign: String { Campaigns.cleaned(frame.ask.query["c"] ?? frame.ask.form["c"] ?? "") }
    /// The code of what was shared with them: in the address, for another browser may open it than the one that read of it; else
    /// kept by the visit.
    private var share: String? { frame.ask.shareCode }
    private var campaignField: HTML {
        let field: HTML = campaign.isEmpty ? "" : "<input type=\"hidden\" name=\"c\" value=\"\(campaign)\">"
        let code: HTML = share.map { "<input type=\"hidden\" name=\"s\" value=\"\($0)\">" } ?? ""
        return field + code
    }
    private var joinPath: String {
        var query = Form()
        if !campaign.isEmpty { query = query.with("c", campaign) }
        query = query.with(ShareRules.parameter, share)
        return query.pairs.isEmpty ? "\(root)/join" : "\(root)/join?\(query.encoded)"
    }

    func join(
        call: VolunteerCall?, partners: Bool, application: JoinReading.Applied?, _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        guard frame.ask.viewer.member == nil else {
            return frame.page(
                JoinWords.title, area: .network,
                """
                <div class="stack narrow"><h1>\(frame(JoinWords.title))</h1><p>\(frame(JoinWords.isMember))</p></div>
                """)
        }
        var ways: HTML = ""
        if let call {
            ways +=
                "<section class=\"card\"><h2>\(frame(JoinWords.callTitle))</h2><p class=\"prose\">\(frame.said(call.words))</p>\(way(.call, JoinWords.byCall))</section>"
        }
        if partners {
            let seen: HTML =
                frame.ask.viewer.isPartner ? "<p class=\"note good\">\(frame(JoinWords.seesAsPartner))</p>" : ""
            ways += "<section class=\"card\">\(seen)\(way(.partner, JoinWords.byPartner))</section>"
        }
        let applying: HTML =
            application.map(applied)
            ?? (isSignedIn
                ? """
                <form method="post" action="\(root)/join" class="stack">\(frame.hidden)\(campaignField)\
                \(fields.area("words", JoinWords.applyWords, rows: 5, hint: JoinWords.applyHint, who: MatterWords.who, isRequired: true))\
                \(fields.button(JoinWords.apply))</form>
                """ : "<p>\(frame(JoinWords.applyHint))</p>\(signUp(to: joinPath))")
        return frame.page(
            JoinWords.title, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(JoinWords.title))</h1>\(toast)\(fields.summary)\
            <p>\(frame(JoinWords.whatFollows))</p>\(ways)\
            <section class="card"><h2>\(frame(JoinWords.apply))</h2>\(applying)</section></div>
            """)
    }

    /// Where an application stands, and what there is to do meanwhile.
    private func applied(_ application: JoinReading.Applied) -> HTML {
        let clock: HTML = application.dueAt.map { frame.clock(due: $0, start: application.at) } ?? ""
        let things = SmallThingWords.forEverybody.map { "<li>\(frame($0))</li>" as HTML }
        return """
            <p class="note good"><span class="badge">\(frame(MembershipWords.name(of: .applied)))</span> \(frame(JoinWords.applied)) \(clock)</p>\
            <h3>\(frame(SmallThingWords.meanwhile))</h3><ul>\(things)</ul>
            """
    }

    private func way(_ way: Way, _ words: Text) -> HTML {
        guard isSignedIn else { return signUp(to: joinPath) }
        return """
            <form method="post" action="\(root)/join/\(way.rawValue)">\(frame.hidden)\(campaignField)\
            <button class="btn main">\(frame(words))</button></form>
            """
    }

    // MARK: Invitations

    func invitations(
        _ all: [Invitation], _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let rows = all.map { invitation -> HTML in
            let name = invitation.campaign.isEmpty ? frame(JoinWords.invitations) : invitation.campaign
            let isOpen = invitation.isOpen(at: frame.now)
            let acts: HTML =
                isOpen
                ? """
                <span class="row wide"><a class="btn" href="\(root)/invitations/\(invitation.id)">\(frame(JoinWords.poster))</a>\
                <form method="post" action="\(root)/invitations/\(invitation.id)/end">\(frame.hidden)\
                <button class="btn">\(frame(JoinWords.end))</button></form></span>
                """ : "<span class=\"badge\">\(frame(JoinWords.isOver))</span>"
            return """
                <li class="line"><span><strong>\(frame.said(name))</strong> \
                <small>\(frame(JoinWords.used(invitation.used, invitation.uses, invitation.expiresAt)))</small></span>\(acts)</li>
                """
        }
        return frame.page(
            JoinWords.invitations, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(JoinWords.invitations))</h1>\(toast)\(fields.summary)\
            <section class="card"><h2>\(frame(JoinWords.invite))</h2><p>\(frame(JoinWords.inviteHint))</p>\
            <form method="post" action="\(root)/invitations" class="stack">\(frame.hidden)\
            \(fields.text("uses", JoinWords.uses, mode: "numeric", isRequired: true, value: "1"))\
            \(fields.text("days", JoinWords.days, mode: "numeric", isRequired: true, value: "14"))\
            \(fields.text("campaign", JoinWords.campaign))\(fields.area("note", JoinWords.note, who: JoinWords.noteWho))\
            \(promise(fields))\
            \(fields.button(JoinWords.invite))</form></section>\
            <section class="card"><ul class="lines">\(rows)</ul></section></div>
            """)
    }

    /// The vouch that goes with a link for one, promised knowingly.
    private func promise(_ fields: Fields) -> HTML {
        let choices = [
            (value: "no", label: frame(JoinWords.noPromise)), (value: "yes", label: frame(JoinWords.promise)),
        ]
        return """
            \(fields.choice("promises", JoinWords.promiseTitle, choices, chosen: "no"))<p class="small">\(frame(JoinWords.promiseHint))</p>\
            \(fields.area("how", TrustWords.how, who: JoinWords.promiseWho))
            """
    }

    /// A page to print: what it is, the code to scan, the link to type.
    func poster(_ invitation: Invitation, code: String) -> HTML {
        let link = "\(frame.publicURL)/join/\(code)"
        let note: HTML = invitation.note.isEmpty ? "" : "<p class=\"prose\">\(frame.said(invitation.note))</p>"
        return frame.page(
            JoinWords.poster, area: .network,
            """
            <div class="stack narrow"><h1>\(network.name)</h1><p>\(frame(JoinWords.scan))</p>\
            \(QRPicture.svg(link, label: frame(JoinWords.posterLabel)) ?? "")\
            <div class="copy"><code>\(link)</code><button type="button" class="btn" hidden data-copy="\(link)" \
            data-copied="\(frame(SiteWords.copied))">\(frame(SiteWords.copy))</button></div>\(note)\
            <p class="small">\(frame(JoinWords.used(invitation.used, invitation.uses, invitation.expiresAt)))</p></div>
            """)
    }

    // MARK: Call and partners

    func ways(
        call: VolunteerCall?, partners: [(network: Network, isMutual: Bool)], _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems), own = fields.of("call"), other = fields.of("partner")
        let rows = partners.map { partner -> HTML in
            """
            <li class="line"><span><strong>\(frame.said(partner.network.name))</strong> \
            <small>\(frame(partner.isMutual ? JoinWords.mutual : JoinWords.oneSided))</small></span>\
            <form method="post" action="\(root)/ways/partners">\(frame.hidden)\
            <input type="hidden" name="partner" value="\(partner.network.slug)"><input type="hidden" name="on" value="0">\
            <button class="btn">\(frame(JoinWords.end))</button></form></li>
            """
        }
        return frame.page(
            JoinWords.ways, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(JoinWords.ways))</h1>\(toast)\(fields.summary)\
            <p class="small">\(frame(BranchWords.publicLink)) <code>\(frame.publicURL)\(root)/join?c=poster</code></p>\
            <section class="card"><h2>\(frame(JoinWords.callTitle))</h2><form method="post" action="\(root)/ways/call" class="stack">\
            \(own.hidden)\(own.area("callWords", JoinWords.callWords, isRequired: true, value: call?.words))\
            \(own.text("until", JoinWords.until, kind: "date", isRequired: true, value: call.map { Format.dayField($0.until) }))\
            \(own.button(MemberWords.save))</form></section>\
            <section class="card"><h2>\(frame(JoinWords.partners))</h2><p>\(frame(JoinWords.partnerHint))</p><ul class="lines">\(rows)</ul>\
            <form method="post" action="\(root)/ways/partners" class="stack">\(other.hidden)<input type="hidden" name="on" value="1">\
            \(other.text("partner", JoinWords.partnerSlug, isRequired: true))\(other.button(JoinWords.recognise))</form></section></div>
            """)
    }
}
