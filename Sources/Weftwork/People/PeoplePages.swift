/// Pages of one's own account.
enum PeoplePages {
    static func me(_ frame: Frame) -> HTML {
        let ask = frame.ask
        let roles = ask.viewer.member?.roles.sorted { $0.rawValue < $1.rawValue } ?? []
        let listed: HTML =
            roles.isEmpty
            ? "<p>\(frame(PeopleWords.noRoles))</p>"
            : "<p class=\"row\">\(roles.map { "<span class=\"badge info\">\(frame(PeopleWords.name(of: $0)))</span>" as HTML })</p>"
        let keysAreOn = ask.cookie("keys") == "on"
        return frame.page(
            .verbatim(ask.person?.name ?? ""), area: .me,
            """
            <div class="stack narrow"><h1>\(ask.person?.name ?? "")</h1>\
            <p class="small">\(ask.viewer.member?.organisation ?? "")</p>\
            <section class="card"><h2>\(frame(PeopleWords.myRoles))</h2>\(listed)\(standing(frame))</section>\
            <section class="card"><h2>\(frame(PeopleWords.keysTitle))</h2><p>\(frame(PeopleWords.keysHint))</p>\
            <form method="post" action="/me/keys">\(frame.hidden)\
            <button class="btn" name="keys" value="\(keysAreOn ? "off" : "on")">\
            \(frame(keysAreOn ? PeopleWords.keysOff : PeopleWords.keysOn))</button></form></section>\
            \(frame.accountNotes)\(places(frame))<section class="card"><h2>\(frame(SignInWords.securityTitle))</h2><p>\(frame(SignInWords.securityHint))</p>\
            <a class="btn" href="/me/security">\(frame(SignInWords.securityTitle))</a></section>\
            <form method="post" action="/sign-out">\(frame.hidden)\
            <button class="btn">\(frame.icon("out"))\(frame(PeopleWords.signOut))</button></form></div>
            """)
    }

    /// What else is one's own: profile, and within the network one's place in it.
    private static func places(_ frame: Frame) -> HTML {
        var links: [(String, Text)] = [("/me/profile", ProfileWords.title)]
        if frame.ask.viewer.member != nil, let slug = frame.ask.network?.slug {
            let root = "/n/\(slug)"
            if frame.ask.isNewcomer { links.insert(("\(root)/me/welcome", JoinWords.steps), at: 0) }
            links += [
                ("\(root)/me/thanks", PeopleWords.thanks), ("\(root)/me/path", GrowthWords.title),
                ("\(root)/me/company", CompanyWords.title),
                ("\(root)/me/small-things", SmallThingWords.title), ("\(root)/me/level", LevelWords.title),
                ("\(root)/me/safety", VisitWords.title),
                ("\(root)/invitations", JoinWords.invitations), ("\(root)/matters", MatterWords.title),
                ("\(root)/pact", PactPageWords.title), ("\(root)/me/primer", JoinWords.primer),
            ]
        }
        links.append(("/me/leave", LeaveWords.title))
        let items = links.map { "<li><a href=\"\($0.0)\">\(frame($0.1))</a></li>" as HTML }
        return "<section class=\"card\"><ul class=\"links\">\(items)</ul></section>"
    }

    private static func standing(_ frame: Frame) -> HTML {
        guard let member = frame.ask.viewer.member, let network = frame.ask.network else { return "" }
        return """
            <p>\(frame(MemberWords.label(TrustWords.standingTitle)))<strong>\(frame(PeopleWords.name(of: member.standing)))</strong> \
            <a href="/n/\(network.slug)/me/standing">\(frame(TrustWords.toStanding))</a></p>
            """
    }
}
