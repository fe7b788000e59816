/// Pages of signing in.
struct SignInPages {
    let frame: Frame

    private func page(_ title: Text, _ body: HTML) -> HTML {
        frame.page(title, area: .me, "<div class=\"stack narrow\"><h1>\(frame(title))</h1>\(body)</div>")
    }

    private func target(_ fields: Fields) -> HTML {
        "<input type=\"hidden\" name=\"to\" value=\"\(fields.form["to"] ?? "")\">"
    }

    func signIn(_ fields: Fields) -> HTML {
        let byMail = fields.of(""), byPassword = fields.of("password")
        return page(
            PeopleWords.signInTitle,
            """
            \(fields.summary)<form method="post" action="/sign-in" class="stack">\(byMail.hidden)\(target(fields))\
            \(address(byMail, hint: frame.offersPhone ? ChannelWords.contactHint : PeopleWords.emailHint))\(byMail.button(PeopleWords.sendCode))</form>\
            \(providers(fields))\(byPassword.folded(SignInWords.byPassword, passwordForm(byPassword, fields)))\
            <p class="small">\(frame(PeopleWords.noAccountNeeded))</p>
            """)
    }

    /// The one field of signing in: a mail address or, where messages can be sent, a mobile number.
    private func address(_ fields: Fields, hint: Text? = nil, who: Text? = nil) -> HTML {
        frame.offersPhone
            ? fields.text(
                "email", ChannelWords.contact, hint: hint, who: who, mode: "email", autocomplete: "username",
                isRequired: true)
            : fields.text(
                "email", PeopleWords.email, hint: hint, who: who, kind: "email", mode: "email", autocomplete: "email",
                isRequired: true)
    }

    private func providers(_ fields: Fields) -> HTML {
        let next = fields.form["to"].map { "?to=\(Form.encode($0))" } ?? ""
        let links = frame.providers.map { provider -> HTML in
            """
            <a class="btn" href="/sign-in/with/\(provider.slug)\(next)">\(frame(ProviderWords.with(provider.label)))</a>
            """
        }
        return links.isEmpty ? "" : "<p class=\"row\">\(links)</p>"
    }

    private func passwordForm(_ own: Fields, _ fields: Fields) -> HTML {
        """
        <form method="post" action="/sign-in/password" class="stack">\(own.hidden)\(target(fields))\
        \(address(own))\
        \(own.text("password", SignInWords.password, kind: "password", autocomplete: "current-password", isRequired: true))\
        \(own.button(PeopleWords.enter))</form>
        """
    }

    /// For those without an account: their name and address.
    func signUp(_ fields: Fields) -> HTML {
        let next = fields.form["to"].map { "?to=\(Form.encode($0))" } ?? ""
        return page(
            frame.offersPhone ? ChannelWords.signUpTitle : JoinWords.signUpTitle,
            """
            \(fields.summary)<form method="post" action="/sign-up" class="stack">\(frame.hidden)\(target(fields))\
            \(fields.text("name", JoinWords.name, who: JoinWords.nameWho, autocomplete: "name", isRequired: true))\
            \(address(fields, who: JoinWords.emailWho))\(fields.button(JoinWords.continueButton))</form>\
            <p><a href="/sign-in\(next)">\(frame(JoinWords.haveAccount))</a></p>
            """)
    }

    func code(_ fields: Fields, id: String, by kind: Channel.Kind, isNew: Bool = false) -> HTML {
        let hint: Text =
            switch (kind, isNew) {
            case (.mail, false): PeopleWords.codeHint
            case (.mail, true): PeopleWords.newCodeHint
            case (.phone, false): ChannelWords.phoneCodeHint
            case (.phone, true): ChannelWords.newPhoneCodeHint
            }
        return page(
            PeopleWords.codeTitle,
            """
            \(fields.summary)<form method="post" action="/sign-in/code" class="stack">\(frame.hidden)\
            <input type="hidden" name="id" value="\(id)"><input type="hidden" name="by" value="\(kind.rawValue)">\(target(fields))\
            \(fields.text("code", PeopleWords.code, hint: hint, mode: "numeric", autocomplete: "one-time-code", isRequired: true))\
            \(fields.button(PeopleWords.enter))</form>
            """)
    }

    func second(_ fields: Fields) -> HTML {
        page(
            SignInWords.secondTitle,
            """
            \(fields.summary)<form method="post" action="/sign-in/second" class="stack">\(frame.hidden)\(target(fields))\
            \(fields.text("code", PeopleWords.code, hint: SignInWords.secondHint, autocomplete: "one-time-code",
                isRequired: true))\(fields.button(PeopleWords.enter))</form>
            """)
    }

    func link() -> HTML {
        page(
            PeopleWords.linkTitle,
            """
            <p>\(frame(PeopleWords.linkHint))</p>\
            <form method="post">\(frame.hidden)<button class="btn main wide">\(frame(PeopleWords.enter))</button></form>
            """)
    }
}
