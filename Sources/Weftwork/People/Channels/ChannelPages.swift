/// Pages about how somebody is reached.
struct ChannelPages {
    let frame: Frame
    let fields: Fields

    static let root = "/me/security"

    /// The part of the account's page.
    func part(_ account: Account) -> HTML {
        let until: HTML =
            account.changeUntil.map { "<p class=\"note\">\(frame(ChannelWords.canBeTakenBack($0)))</p>" } ?? ""
        return """
            <section class="card"><h2>\(frame(ChannelWords.title))</h2><p>\(frame(ChannelWords.hint))</p>\(until)\
            \(mail(account))\(account.offersPhone || account.phone != nil ? phone(account) : "")</section>
            """
    }

    private func present(_ label: Text, _ masked: String?) -> HTML {
        let value: HTML = masked.map { "<code>\($0)</code>" } ?? "\(frame(ChannelWords.none))"
        return "<p>\(frame(MemberWords.label(label)))\(value)</p>"
    }

    private func mail(_ account: Account) -> HTML {
        let own = fields.of("mail"), words = account.mail == nil ? ChannelWords.addMail : ChannelWords.changeMail
        let form: HTML = """
            <form method="post" action="\(ChannelPages.root)/mail" class="stack">\(own.hidden)\
            \(own.text("email", ChannelWords.newMail, kind: "email", mode: "email", autocomplete: "email", isRequired: true))\
            \(own.button(words))</form>
            """
        return "\(present(ChannelWords.mail, account.mail))\(account.isFresh ? own.folded(words, form) : "")"
    }

    private func phone(_ account: Account) -> HTML {
        let own = fields.of("phone"), words = account.phone == nil ? ChannelWords.addPhone : ChannelWords.changePhone
        let form: HTML = """
            <form method="post" action="\(ChannelPages.root)/phone" class="stack">\(own.hidden)\
            \(own.text("phone", ChannelWords.newPhone, kind: "tel", mode: "tel", autocomplete: "tel", isRequired: true))\
            \(own.button(words))</form>
            """
        let removal: HTML =
            account.phone != nil && account.mail != nil && account.isFresh
            ? """
            <form method="post" action="\(ChannelPages.root)/phone/remove">\(frame.hidden)\
            <button class="btn">\(frame(ChannelWords.removePhone))</button></form>
            """ : ""
        let changing: HTML = account.isFresh && account.offersPhone ? own.folded(words, form) : ""
        return "\(present(ChannelWords.phone, account.phone))\(changing)\(removal)"
    }

    /// Where the code is typed that went to the new address.
    func code(_ kind: Channel.Kind) -> HTML {
        page(
            kind == .mail ? ChannelWords.changeMail : ChannelWords.changePhone,
            """
            \(fields.summary)<form method="post" action="\(ChannelPages.root)/\(kind.rawValue)/code" class="stack">\(frame.hidden)\
            \(fields.text("code", PeopleWords.code, hint: ChannelWords.codeHint, mode: "numeric",
                autocomplete: "one-time-code", isRequired: true))\(fields.button(ChannelWords.confirm))</form>\
            <p><a href="\(ChannelPages.root)">\(frame(SignInWords.securityTitle))</a></p>
            """)
    }

    func takeBack(_ change: ChannelChange) -> HTML {
        page(
            ChannelWords.takeBackTitle,
            """
            <p>\(frame(ChannelWords.takeBackWhat(change.kind, until: change.until)))</p>\
            <form method="post">\(frame.hidden)\
            <button class="btn danger wide">\(frame(ChannelWords.takeBackButton))</button></form>
            """)
    }

    func takenBack() -> HTML {
        page(
            ChannelWords.takenBackTitle,
            """
            <p>\(frame(ChannelWords.takenBackHint))</p>\
            <p><a class="btn main" href="/sign-in?to=\(ChannelPages.root)">\(frame(PeopleWords.signInTitle))</a></p>
            """)
    }

    private func page(_ title: Text, _ body: HTML) -> HTML {
        frame.page(title, area: .me, "<div class=\"stack narrow\"><h1>\(frame(title))</h1>\(body)</div>")
    }
}
