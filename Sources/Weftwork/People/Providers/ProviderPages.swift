/// Pages of accounts elsewhere.
struct ProviderPages {
    let frame: Frame

    /// The part of the account's page.
    func part(_ account: Account) -> HTML {
        guard !account.identities.isEmpty || !frame.providers.isEmpty else { return "" }
        let rows = account.identities.map { identity -> HTML in
            let ending: HTML =
                account.isFresh
                ? """
                <form method="post" action="/me/security/identities/end">\(frame.hidden)\
                <input type="hidden" name="issuer" value="\(identity.issuer)">\
                <input type="hidden" name="subject" value="\(identity.subject)">\
                <button class="btn">\(frame(ProviderWords.unlink(identity.label)))</button></form>
                """ : ""
            return """
                <li class="line"><span><strong>\(frame.said(frame(identity.label)))</strong> \
                <small>\(frame(ProviderWords.since(identity.linkedAt)))</small></span>\(ending)</li>
                """
        }
        let list: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(ProviderWords.none))</p>" : "<ul class=\"lines\">\(rows)</ul>"
        let links = frame.providers.map { provider -> HTML in
            """
            <a class="btn" href="/sign-in/with/\(provider.slug)?link=1">\(frame(ProviderWords.link(provider.label)))</a>
            """
        }
        let linking: HTML = account.isFresh && !links.isEmpty ? "<p class=\"row\">\(links)</p>" : ""
        return """
            <section class="card"><h2>\(frame(ProviderWords.title))</h2><p>\(frame(ProviderWords.hint))</p>\(list)\(linking)</section>
            """
    }

    /// Somebody came from a provider, and no account here is linked with theirs.
    func unknown(_ label: Text) -> HTML {
        page(
            ProviderWords.unknownTitle(label),
            """
            <p>\(frame(ProviderWords.unknownHint))</p><p class="row">\
            <a class="btn main" href="/sign-in?to=/me/security/link">\(frame(PeopleWords.signInTitle))</a>\
            <a class="btn" href="/sign-up?to=/me/security/link">\(frame(ProviderWords.signUp))</a></p>
            """)
    }

    func consent(_ label: Text, name: String) -> HTML {
        page(
            ProviderWords.consentTitle(label),
            """
            <p>\(frame(ProviderWords.consent(label, name)))</p>\
            <form method="post" class="row">\(frame.hidden)\
            <button class="btn main" name="answer" value="yes">\(frame(ProviderWords.link(label)))</button>\
            <button class="btn" name="answer" value="no">\(frame(ProviderWords.notNow))</button></form>
            """)
    }

    private func page(_ title: Text, _ body: HTML) -> HTML {
        frame.page(title, area: .me, "<div class=\"stack narrow\"><h1>\(frame(title))</h1>\(body)</div>")
    }
}
