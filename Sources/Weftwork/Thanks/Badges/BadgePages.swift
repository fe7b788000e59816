internal import Database

/// What is given here and who signs it, for everybody; giving and revoking for those who may.
struct BadgePages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }
    private var viewer: Viewer { frame.ask.viewer }
    private var toast: HTML { frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : "" }

    // MARK: The shelf

    func shelf(_ shelf: BadgeShelf, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let kinds = shelf.kinds.map { kind -> HTML in
            let how = kind.rule == .given ? BadgeWords.given : BadgeWords.byRule
            return """
                <li class="line" id="\(kind.key)"><span><strong>\(frame.said(frame(kind.name)))</strong> \
                <small>\(frame(how))</small></span><span class="wide">\(frame.said(frame(kind.criteria)))</span></li>
                """
        }
        return frame.page(
            BadgeWords.publicTitle, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(BadgeWords.publicTitle))</h1>\(toast)\(fields.summary)\
            <p>\(frame(BadgeWords.intro))</p><section class="card"><ul class="lines">\(kinds)</ul></section>\
            \(signing(shelf.keys))\(keeping(fields))</div>
            """)
    }

    private func signing(_ keys: [BadgeKey]) -> HTML {
        let rows = keys.map { key -> HTML in
            let span =
                key.retiredAt.map { BadgeWords.signedUntil(key.madeAt, $0) } ?? BadgeWords.signsSince(key.madeAt)
            return
                "<li class=\"line\"><code class=\"wide\">\(key.identity.did)</code><small>\(frame(span))</small></li>"
        }
        let none: HTML = "<p class=\"small\">\(frame(BadgeWords.noKeys))</p>"
        return """
            <section class="card" id="keys"><h2>\(frame(BadgeWords.signing))</h2><p>\(frame(BadgeWords.signingHint))</p>\
            <ul class="lines">\(rows)</ul>\(none, if: rows.isEmpty)</section>
            """
    }

    private func keeping(_ fields: Fields) -> HTML {
        guard Policy.allows(.keepBadges, viewer) else { return "" }
        let kind = fields.folded(
            BadgeWords.newKind,
            """
            <form method="post" action="\(root)/badges" class="stack card">\(fields.hidden)\
            \(fields.text("nameZh", BadgeWords.nameZh, isRequired: true))\(fields.text("nameEn", BadgeWords.nameEn, isRequired: true))\
            \(fields.area("criteriaZh", BadgeWords.criteriaZh, rows: 2, isRequired: true))\
            \(fields.area("criteriaEn", BadgeWords.criteriaEn, rows: 2, isRequired: true))\
            \(fields.button(PointsWords.save))</form>
            """)
        return """
            \(kind)<details class="more"><summary>\(frame(BadgeWords.newKey))</summary>\
            <form method="post" action="\(root)/badges/keys" class="stack card">\(frame.hidden)\
            <p>\(frame(BadgeWords.newKeyHint))</p><button class="btn">\(frame(BadgeWords.newKey))</button></form></details>
            """
    }

    // MARK: Giving and revoking

    func giving(
        _ member: Member, _ held: [Badge], _ kinds: [BadgeKind], _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) -> HTML {
        let all = Fields(frame, form, problems)
        let rows = held.map { self.held($0, kinds, all) }
        let list: HTML = """
            <section class="card"><h2>\(frame(BadgeWords.held))</h2><ul class="lines">\(rows)</ul></section>
            """
        return frame.page(
            BadgeWords.give, area: .network,
            """
            <div class="stack narrow"><h1>\(frame.said(frame(BadgeWords.giveTo(member.name))))</h1>\(toast)\(all.summary)\
            \(give(member, kinds, all.of("give")))\(list, if: !rows.isEmpty)\
            <p><a href="\(root)/members/\(member.id)">\(frame.said(member.name))</a></p></div>
            """)
    }

    private func give(_ member: Member, _ kinds: [BadgeKind], _ fields: Fields) -> HTML {
        guard viewer.member?.id != member.id else { return "<p class=\"note\">\(frame(BadgeWords.notOwn))</p>" }
        let options = kinds.filter { $0.rule == .given }.map { ($0.key, frame($0.name)) }
        return """
            <form method="post" action="\(root)/members/\(member.id)/badges" class="stack card">\(fields.hidden)\
            \(fields.select("kind", BadgeWords.which, options))\
            \(fields.text("about", BadgeWords.about, hint: BadgeWords.aboutHint))\
            \(fields.area("evidence", BadgeWords.evidenceLabel, rows: 2, hint: BadgeWords.evidenceHint, isRequired: true))\
            \(fields.button(BadgeWords.give))</form>
            """
    }

    private func held(_ badge: Badge, _ kinds: [BadgeKind], _ all: Fields) -> HTML {
        let name = kinds.first { $0.key == badge.kind }.map { frame($0.name) } ?? ""
        let about: HTML = badge.about.isEmpty ? "" : " · \(frame.said(badge.about))"
        let fields = all.of("\(badge.id)")
        let revoked: HTML = "<span class=\"badge warn\">\(frame(BadgeWords.revoked))</span>"
        let revoke = fields.folded(
            BadgeWords.revoke,
            """
            <form method="post" action="\(root)/badges/\(badge.id)/revocation" class="stack">\(fields.hidden)\
            \(fields.text("reason", BadgeWords.reason, who: BadgeWords.reasonWho, isRequired: true))\
            \(fields.button(BadgeWords.revoke, kind: ""))</form>
            """)
        let open: HTML = "<div class=\"wide\">\(revoke)</div>"
        return """
            <li class="line"><span><strong>\(frame.said(name))</strong>\(about) <small>\(frame(BadgeWords.issued(badge.issuedAt)))</small></span>\
            \(revoked, if: badge.revokedAt != nil)\(open, if: badge.revokedAt == nil)</li>
            """
    }
}

/// One's own certificates, on the page of thanks.
struct OwnBadgePages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    func list(_ badges: [OwnBadge]) -> HTML {
        let rows = badges.map(row)
        let none: HTML = "<p class=\"small\">\(frame(BadgeWords.none))</p>"
        return """
            <section class="card" id="badges"><h2>\(frame(BadgeWords.own))</h2><ul class="lines">\(rows)</ul>\(none, if: rows.isEmpty)</section>
            """
    }

    private func row(_ own: OwnBadge) -> HTML {
        let badge = own.badge
        let about: HTML = badge.about.isEmpty ? "" : " · \(frame.said(badge.about))"
        let revoked: HTML = "<span class=\"badge warn\">\(frame(BadgeWords.revoked))</span>"
        let open: HTML = "<p><a class=\"btn\" href=\"/c/\(own.code)\">\(frame(BadgeWords.open))</a></p>"
        return """
            <li class="line"><span><strong>\(frame.said(frame(own.kind.name)))</strong>\(about) \
            <small>\(frame(BadgeWords.issued(badge.issuedAt)))</small></span>\(revoked, if: badge.revokedAt != nil)\
            <div class="wide stack tight">\(open, if: badge.choice.isShown)\(choice(badge))\(files(badge))</div></li>
            """
    }

    private func choice(_ badge: Badge) -> HTML {
        func box(_ name: String, _ words: Text, _ isOn: Bool) -> HTML {
            """
            <label class="option"><input type="checkbox" name="\(name)" value="1"\(" checked", if: isOn)> <span>\(frame(words))</span></label>
            """
        }
        return """
            <details class="more"><summary>\(frame(BadgeWords.page))</summary>\
            <form method="post" action="\(root)/me/badges/\(badge.id)" class="stack">\(frame.hidden)\
            <p class="small">\(frame(BadgeWords.chooseHint))</p>\
            \(box("isShown", BadgeWords.isShown, badge.choice.isShown))\
            \(box("showsName", BadgeWords.showsName, badge.choice.showsName))\
            \(box("hasMail", BadgeWords.hasMail, badge.choice.hasMail))\
            <p><button class="btn">\(frame(BadgeWords.choose))</button></p></form></details>
            """
    }

    private func files(_ badge: Badge) -> HTML {
        let kinds = [
            ("jwt", BadgeWords.saveToken), ("json", BadgeWords.saveBody), ("svg", BadgeWords.savePicture),
        ].map { form, words -> HTML in
            "<li><a href=\"\(root)/me/badges/\(badge.id)/file?as=\(form)\">\(frame(words))</a></li>"
        }
        return """
            <details class="more"><summary>\(frame(BadgeWords.save))</summary><ul class="links">\(kinds)</ul></details>
            """
    }
}

/// The public page of a certificate, which also goes onto paper.
struct CertificatePage {
    let frame: Frame

    func seen(_ seen: SeenCertificate, code: String) -> HTML {
        let link = "\(frame.publicURL)/c/\(code)", badge = seen.badge
        let about: HTML = badge.about.isEmpty ? "" : " · \(frame.said(badge.about))"
        let name: HTML = seen.name.map { frame.said($0) } ?? "<span class=\"small\">\(frame(BadgeWords.unnamed))</span>"
        let evidence: HTML = """
            <dt>\(frame(BadgeWords.evidence))</dt><dd>\(frame.said(badge.evidence))</dd>
            """
        return frame.page(
            BadgeWords.certificate,
            """
            <link rel="stylesheet" href="\(frame.assets.path("paper.css"))">\
            <article class="sheet narrow"><header><p class="sheet-title">\(frame(BadgeWords.certificate))</p>\
            <p>\(frame.said(seen.network.name))</p></header>\
            <h1>\(frame.said(frame(seen.kind.name)))\(about)</h1>\(state(seen.state))\
            <dl class="facts"><dt>\(frame(BadgeWords.holder))</dt><dd>\(name)</dd>\
            <dt>\(frame(BadgeWords.what))</dt><dd>\(frame.said(frame(seen.kind.criteria)))</dd>\
            \(evidence, if: !badge.evidence.isEmpty)<dt>\(frame(BadgeWords.network))</dt><dd>\(frame.said(seen.network.name))</dd>\
            <dt>\(frame(BadgeWords.on))</dt><dd>\(Format.day(badge.issuedAt, in: frame.language))</dd>\
            <dt>\(frame(BadgeWords.signature))</dt><dd><code>\(seen.key.did)</code></dd></dl>\
            <footer class="strip"><div class="strip-row">\(QRPicture.svg(link, label: frame(BadgeWords.qrLabel)) ?? "")\
            <div><p>\(frame(BadgeWords.check))</p><p><code>\(link)</code></p></div></div></footer></article>\
            <p class="no-print"><a href="/c/\(code)/credential">\(frame(BadgeWords.forVerifiers))</a></p>
            """)
    }

    private func state(_ state: SeenCertificate.State) -> HTML {
        switch state {
        case .valid:
            """
            <p class="note good"><strong>\(frame(BadgeWords.valid))</strong> \(frame(BadgeWords.validHint))</p>
            """
        case .revoked:
            """
            <p class="note critical"><strong>\(frame(BadgeWords.isRevokedNow))</strong> \(frame(BadgeWords.revokedHint))</p>
            """
        }
    }

    var unknown: HTML {
        frame.page(
            BadgeWords.certificate,
            """
            <div class="stack narrow"><h1>\(frame(BadgeWords.certificate))</h1>\
            <p class="note warn"><strong>\(frame(BadgeWords.unknown))</strong> \(frame(BadgeWords.unknownHint))</p></div>
            """)
    }
}

/// The badge as a picture that carries its own credential (Open Badges 3.0, baked SVG).
enum BakedBadge {
    static func svg(_ credential: SignedCredential, network: String) -> HTML {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" width="320" height="320">\
        <openbadges:credential xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" verify="\(credential.token)"></openbadges:credential>\
        <circle cx="160" cy="160" r="150" fill="#fff" stroke="#0b6e5f" stroke-width="14"/>\
        <path d="M100 150l42 42 80-84" fill="none" stroke="#0b6e5f" stroke-width="18" stroke-linecap="round" stroke-linejoin="round"/>\
        <text x="160" y="236" text-anchor="middle" font-family="sans-serif" font-size="20" fill="#1a1a1a">\(credential.name)</text>\
        <text x="160" y="264" text-anchor="middle" font-family="sans-serif" font-size="14" fill="#444">\(network)</text></svg>
        """
    }
}
