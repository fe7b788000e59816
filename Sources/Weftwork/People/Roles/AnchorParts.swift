internal import Database

/// The anchors as they stand on the page of roles and on that of the health of trust.
struct AnchorParts {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)/roles" }
    private var me: Member? { frame.ask.viewer.member }
    private var mayName: Bool { Policy.allows(.nameAnchor, frame.ask.viewer) }
    private var mayForesee: Bool { Policy.allows(.objectToRole, frame.ask.viewer) }

    /// Who they are, and what can be done about it.
    func card(_ reading: RolesReading, members: [Member], _ fields: Fields) -> HTML {
        let rows = reading.anchors.map { anchor -> HTML in
            """
            <li class="line"><span><a href="/n/\(network.slug)/members/\(anchor.memberID)">\(frame.said(anchor.name))</a> \
            <small>\(frame.said(anchor.organisation ?? ""))</small></span>\
            \(acts(anchor, isLast: reading.anchors.count == 1, fields))</li>
            """
        }
        return """
            <section class="card" id="anchors"><h2>\(frame(AnchorWords.title))</h2><p>\(frame(AnchorWords.hint))</p>\
            \(AnchorParts.warning(reading.anchors, frame))<ul class="lines">\(rows)</ul>\
            \(naming(reading, members, fields.of("anchor")))</section>
            """
    }

    /// What is said where there are too few.
    static func warning(_ anchors: [TrustAnchor], _ frame: Frame) -> HTML {
        guard !AnchorRules.areEnough(anchors) else { return "" }
        let words = TrustWords.anchorsFew(anchors.count, AnchorRules.organisations(anchors))
        return "<p class=\"note warn\">\(frame(words))</p>"
    }

    private func acts(_ anchor: TrustAnchor, isLast: Bool, _ fields: Fields) -> HTML {
        if isLast { return "" }
        if anchor.memberID == me?.id {
            let path = "\(root)/anchors/\(anchor.memberID)/end"
            // Whose standing is paused reads no consequences, and may lay it down all the same.
            return mayForesee
                ? "<a class=\"btn\" href=\"\(path)\">\(frame(AnchorWords.layDownFirst))</a>" : layingDown(anchor)
        }
        guard mayName else { return "" }
        let own = fields.of("e\(anchor.memberID)")
        let form: HTML = """
            <form method="post" action="\(root)/nominations" class="stack">\(own.hidden)\
            <input type="hidden" name="role" value="anchorEnd"><input type="hidden" name="member" value="\(anchor.memberID)">\
            \(foresight(of: anchor.memberID))\(own.area("words", RoleWords.why, isRequired: true))\
            \(own.button(AnchorWords.proposeEnd(anchor.name)))</form>
            """
        return own.folded(AnchorWords.proposeEnd(anchor.name), form)
    }

    private func layingDown(_ anchor: TrustAnchor) -> HTML {
        """
        <form method="post" action="\(root)/end">\(frame.hidden)<input type="hidden" name="role" value="anchor">\
        <input type="hidden" name="member" value="\(anchor.memberID)">\
        <button class="btn">\(frame(AnchorWords.layDown))</button></form>
        """
    }

    /// The way to what would follow from the end of an anchor, for those who decide about it.
    func foresight(of anchor: ID) -> HTML {
        guard mayForesee else { return "" }
        return "<p><a href=\"\(root)/anchors/\(anchor)/end\">\(frame(AnchorWords.whatFollows))</a></p>"
    }

    /// What would follow from the end of an anchor, before it is laid down, proposed or objected to.
    func endPage(_ end: AnchorEnd) -> HTML {
        let isOwn = end.anchor.memberID == me?.id
        let acts: HTML = isOwn ? layingDown(end.anchor) : ""
        return frame.page(
            AnchorWords.endTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(AnchorWords.endTitle))</h1>\
            <p>\(frame(isOwn ? AnchorWords.ownEnd : AnchorWords.endOf(end.anchor.name)))</p>\
            \(TrustPages.consequences(end.changes, end.names, frame))\(AnchorParts.warning(end.left, frame))\
            \(acts)<p><a href="\(root)#anchors">\(frame(AnchorWords.toAnchors))</a></p></div>
            """)
    }

    private func naming(_ reading: RolesReading, _ members: [Member], _ fields: Fields) -> HTML {
        let known = Set(reading.anchors.map(\.memberID))
        let people = members.filter { $0.standing >= .trusted && !known.contains($0.id) && $0.id != me?.id }
            .map { ($0.id.description, $0.name) }
        guard mayName, !people.isEmpty else { return "" }
        let form: HTML = """
            <form method="post" action="\(root)/nominations" class="stack">\(fields.hidden)\
            <input type="hidden" name="role" value="anchor">\(fields.select("member", MemberWords.member, people))\
            \(fields.area("words", RoleWords.why, isRequired: true))\(fields.button(AnchorWords.propose))</form>
            """
        return fields.folded(AnchorWords.propose, form)
    }

    /// How the anchor concerned says their word about their end.
    func wordForm(_ nomination: Nomination, _ fields: Fields) -> HTML {
        """
        <form method="post" action="\(root)/nominations/\(nomination.id)/objection" class="stack">\(fields.hidden)\
        \(fields.area("words", AnchorWords.yourWord, hint: AnchorWords.yourWordHint, isRequired: true))\
        \(fields.button(AnchorWords.say))</form>
        """
    }
}
