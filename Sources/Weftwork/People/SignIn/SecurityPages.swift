internal import Database

/// Pages about the safety of one's account.
struct SecurityPages {
    let frame: Frame
    let fields: Fields

    private static let root = "/me/security"

    func overview(_ account: Account) -> HTML {
        frame.page(
            SignInWords.securityTitle, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(SignInWords.securityTitle))</h1>\
            \(frame.ask.query["done"] == "1" ? frame.toast(SignInWords.done) : "")\(fields.summary)\
            \(account.isFresh ? "" : signInAgain)\(frame.heldNote)\(ChannelPages(frame: frame, fields: fields).part(account))\
            \(OwnRobotPages(frame: frame, fields: fields).part(account))\(secondStep(account))\(ProviderPages(frame: frame).part(account))\(sessions(account))\(password(account))\
            \(tokens(account))\(log(account))</div>
            """)
    }

    /// What needs a recent sign-in is not offered without one.
    private var signInAgain: HTML {
        """
        <p class="note">\(frame(SignInWords.again)) \
        <a href="/sign-in?to=\(SecurityPages.root)">\(frame(PeopleWords.signInTitle))</a></p>
        """
    }

    private func sessions(_ account: Account) -> HTML {
        let rows = account.sessions.map { session -> HTML in
            let act: HTML =
                session.isCurrent
                ? "<span class=\"badge good\">\(frame(SignInWords.thisOne))</span>"
                : """
                <form method="post" action="\(SecurityPages.root)/sessions/\(session.id)/end">\(frame.hidden)\
                <button class="btn">\(frame(SignInWords.endSession))</button></form>
                """
            return """
                <li class="line"><span><strong>\(frame.said(session.agent))</strong> \
                <small>\(frame(SignInWords.lastSeen(session.seenAt)))</small></span>\(act)</li>
                """
        }
        let others: HTML =
            account.sessions.count < 2
            ? ""
            : """
            <form method="post" action="\(SecurityPages.root)/sessions/end">\(frame.hidden)\
            <button class="btn">\(frame(SignInWords.endOthers))</button></form>
            """
        return """
            <section class="card"><h2>\(frame(SignInWords.sessions))</h2><ul class="lines">\(rows)</ul>\(others)</section>
            """
    }

    private func password(_ account: Account) -> HTML {
        let own = fields.of("password")
        let state: HTML = account.hasPassword ? "<p>\(frame(SignInWords.hasPassword))</p>" : ""
        let removal: HTML =
            account.hasPassword
            ? """
            <form method="post" action="\(SecurityPages.root)/password">\(own.hidden)\
            <button class="btn" name="remove" value="1">\(frame(SignInWords.removePassword))</button></form>
            """ : ""
        let form: HTML = """
            <form method="post" action="\(SecurityPages.root)/password" class="stack">\(own.hidden)\
            \(own.text("password", SignInWords.newPassword, hint: SignInWords.shortPassword(PasswordRules.least),
                kind: "password", autocomplete: "new-password", isRequired: true))\
            \(own.button(SignInWords.setPassword))</form>\(removal)
            """
        return """
            <section class="card"><h2>\(frame(SignInWords.passwordTitle))</h2><p>\(frame(SignInWords.passwordHint))</p>\
            \(state)\(account.isFresh ? own.folded(SignInWords.setPassword, form) : "")</section>
            """
    }

    private func secondStep(_ account: Account) -> HTML {
        let own = fields.of("second")
        let ending: HTML = """
            <form method="post" action="\(SecurityPages.root)/second-step/end" class="stack">\(own.hidden)\
            \(own.text("code", PeopleWords.code, hint: SignInWords.secondHint, autocomplete: "one-time-code",
                isRequired: true))\(own.button(SignInWords.turnOff, kind: "danger"))</form>
            """
        let part: HTML =
            switch (account.hasSecondStep, account.isFresh) {
            case (true, true):
                "<p>\(frame(SignInWords.secondStepOn))</p>\(own.folded(SignInWords.turnOff, ending))"
            case (true, false): "<p>\(frame(SignInWords.secondStepOn))</p>"
            case (false, true):
                """
                <p>\(frame(SignInWords.secondStepWhy))</p>\
                <a class="btn main" href="\(SecurityPages.root)/second-step">\(frame(SignInWords.beginSetup))</a>
                """
            case (false, false): "<p>\(frame(SignInWords.secondStepWhy))</p>"
            }
        return "<section class=\"card\"><h2>\(frame(SignInWords.secondStepTitle))</h2>\(part)</section>"
    }

    private func tokens(_ account: Account) -> HTML {
        let own = fields.of("token")
        let rows = account.tokens.map { token -> HTML in
            let scope = token.scopes.contains(Scope.write.rawValue) ? SignInWords.scopeWrite : SignInWords.scopeRead
            return """
                <li class="line"><span><strong>\(frame.said(token.label.isEmpty ? token.network : token.label))</strong> \
                <small>\(frame.said(token.network)) · \(frame(scope)) · \(frame(SignInWords.expires(token.expiresAt)))</small></span>\
                <form method="post" action="\(SecurityPages.root)/tokens/\(token.id)/end">\(frame.hidden)\
                <button class="btn">\(frame(SignInWords.revoke))</button></form></li>
                """
        }
        let list: HTML =
            rows.isEmpty ? "<p class=\"small\">\(frame(SignInWords.noTokens))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        let networks = account.networks.map { ($0.slug, $0.name) }
        let form: HTML = """
            <form method="post" action="\(SecurityPages.root)/tokens" class="stack">\(own.hidden)\
            \(own.text("label", SignInWords.tokenLabel, isRequired: true))\
            \(own.select("network", SiteWords.network, networks))\
            \(own.choice("scope", SignInWords.tokenScope, [("read", frame(SignInWords.scopeRead)),
                ("write", frame(SignInWords.scopeWrite))], chosen: "read"))\
            \(own.text("days", SignInWords.tokenDays, mode: "numeric", isRequired: true, value: "90"))\
            \(own.button(SignInWords.makeToken))</form>
            """
        let making: HTML =
            account.isFresh && !account.networks.isEmpty ? own.folded(SignInWords.makeToken, form) : ""
        return "<section class=\"card\"><h2>\(frame(SignInWords.tokensTitle))</h2>\(list)\(making)</section>"
    }

    private func log(_ account: Account) -> HTML {
        let rows = account.log.map { entry -> HTML in
            """
            <li class="line"><span>\(frame(SignInWords.name(of: entry.kind))) <small>\(frame.said(entry.agent))</small></span>\
            \(frame.moment(entry.at))</li>
            """
        }
        return
            "<section class=\"card\"><h2>\(frame(SignInWords.logTitle))</h2><ul class=\"lines\">\(rows)</ul></section>"
    }

    // MARK: Setting up

    func setUp(address: String, key: String) -> HTML {
        let grouped = stride(from: 0, to: key.count, by: 4).map { start in String(key.dropFirst(start).prefix(4)) }
        return frame.page(
            SignInWords.secondStepTitle, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(SignInWords.secondStepTitle))</h1><p>\(frame(SignInWords.scan))</p>\
            \(QRPicture.svg(address, label: frame(SignInWords.qrLabel)) ?? "")\
            <p>\(frame(SignInWords.key)): <code>\(grouped.joined(separator: " "))</code></p>\(fields.summary)\
            <form method="post" class="stack">\(frame.hidden)\
            \(fields.text("code", PeopleWords.code, mode: "numeric", autocomplete: "one-time-code", isRequired: true))\
            \(fields.button(SignInWords.turnOn))</form></div>
            """)
    }

    func spares(_ codes: [String]) -> HTML {
        let rows = codes.map { "<li><code>\($0)</code></li>" as HTML }
        return frame.page(
            SignInWords.spareTitle, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(SignInWords.spareTitle))</h1>\(frame.toast(SignInWords.secondStepOn))\
            <p>\(frame(SignInWords.spareHint))</p><ul class="columns">\(rows)</ul>\
            <p><a class="btn main" href="\(SecurityPages.root)">\(frame(SignInWords.kept))</a></p></div>
            """)
    }

    func token(_ text: String) -> HTML {
        frame.page(
            SignInWords.tokensTitle, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(SignInWords.tokensTitle))</h1><p>\(frame(SignInWords.tokenMade))</p>\
            <p><code class="code">\(text)</code></p>\
            <p><a class="btn main" href="\(SecurityPages.root)">\(frame(SignInWords.kept))</a></p></div>
            """)
    }
}
