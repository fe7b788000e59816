internal import Database

/// The shell of every page: head, top bar, navigation, and what a page needs to make forms and words.
struct Frame: Sendable {
    let ask: Ask
    let assets: Assets
    let token: String
    let now: Int64
    let publicURL: String
    let isDemonstration: Bool
    let providers: [(slug: String, label: Text)]
    let offersPhone: Bool
    /// The operator has named hosts of platforms other than the known ones.
    let offersOtherRobots: Bool
    /// The name of the service account at WeChat that can answer, which may be empty; nothing where there is none.
    let accountName: String?
    private let requiresSecondStep: Bool
    /// A fresh key for a form, so that sending it twice acts once.
    let onceKey: String
    private let iconStart: HTML

    init(ask: Ask, assets: Assets, world: World, configuration: Configuration) {
        self.ask = ask
        self.assets = assets
        token = FormToken.make(visit: ask.visit, mask: world.bytes(32))
        now = world.now()
        publicURL = configuration.publicURL
        isDemonstration = configuration.isDemonstration
        providers = configuration.signInProviders
        offersPhone = configuration.offersPhone
        offersOtherRobots = !configuration.robotHosts.isEmpty
        accountName = configuration.serviceAccount?.name
        requiresSecondStep = configuration.requiresSecondStep
        onceKey = Base64URL.encode(world.bytes(12))
        iconStart = "<svg class=\"i\" aria-hidden=\"true\"><use href=\"\(assets.path("icons.svg"))#"
    }

    var language: Language { ask.language }

    /// Words in the reader's language.
    func callAsFunction(_ text: Text) -> String {
        text(ask.language, now: now)
    }

    /// What somebody wrote, with its language where it isn't the reader's.
    func said(_ text: String) -> HTML {
        Said.html(text, on: language)
    }

    /// The page as a document.
    ///
    /// - Parameter head: what else stands in its head: what a preview in a chat is made from.
    func page(_ title: Text, area: Area? = nil, head: HTML = "", _ body: HTML) -> HTML {
        """
        <!doctype html><html lang="\(language.tag)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">\
        <meta name="robots" content="noindex"><meta name="server-now" content="\(now)"><title>\(self(title)) · \(siteName)</title>\
        <link rel="icon" href="\(assets.path("favicon.svg"))" type="image/svg+xml">\
        <link rel="stylesheet" href="\(assets.path("tokens.css"))">\
        <link rel="stylesheet" href="\(assets.path("components.css"))">\
        <script type="module" src="\(assets.path("main.js"))"></script>\(head)</head>\
        <body\(keysAttribute) data-offline-words="\(self(SiteWords.noConnection))"><a class="skip" href="#main">\(self(SiteWords.skip))</a>\
        <div class="frame">\(top)<main id="main" tabindex="-1">\(demonstrationNote)\(body)</main>\(navigation(area))</div>\
        </body></html>
        """
    }

    /// Single-key shortcuts are on only for those who switched them on.
    private var keysAttribute: HTML {
        ask.cookie("keys") == "on" ? " data-keys=\"on\"" : ""
    }

    private var siteName: String { ask.network?.name ?? self(SiteWords.product) }

    private var top: HTML {
        let home = ask.network.map { "/n/\($0.slug)" } ?? "/"
        return """
            <header class="top"><a class="net" href="\(home)">\(siteName)</a>\(searchField)\
            <a class="btn quiet switch" href="\(switchAddress)" lang="\(language.other.tag)" hreflang="\(language.other.tag)">\
            \(language.other.ownName)</a></header>
            """
    }

    private var searchField: HTML {
        guard let network = ask.network else { return "" }
        return """
            <form class="search" action="/n/\(network.slug)/needs" role="search"><label class="visually-hidden" for="site-search">\
            \(self(SiteWords.search))</label><input id="site-search" type="search" name="q" placeholder="\(self(SiteWords.search))">\
            \(icon("search"))</form>
            """
    }

    private var switchAddress: String {
        ask.pagePath + "?" + ask.query.with("lang", language.other.rawValue).encoded
    }

    private var demonstrationNote: HTML {
        isDemonstration ? "<p class=\"small\">\(self(SiteWords.demonstration))</p>" : ""
    }

    /// What an account still lacks: the Pact in force signed, a second step where others' contacts are seen.
    var accountNotes: HTML {
        if let network = ask.network, ask.isResting {
            return """
                <p class="note">\(self(MembershipWords.resting)) <a href="/n/\(network.slug)/me/level">\(self(MembershipWords.wake))</a></p>\(lackNotes)
                """
        }
        guard let network = ask.network, ask.isNewcomer else { return lackNotes }
        return """
            <p class="note"><a href="/n/\(network.slug)/me/welcome">\(self(JoinWords.steps))</a></p>\(lackNotes)
            """
    }

    /// Roles and acts that pause until a training is passed.
    var untrainedNotes: HTML {
        guard let network = ask.network, let untrained = ask.viewer.untrained else { return "" }
        var html: HTML = ""
        for lack in untrained.all {
            html += """
                <p class="note warn">\(self(lack.plain)) \
                <a href="/n/\(network.slug)/training/\(lack.module)">\(self(SiteWords.toTraining))</a></p>
                """
        }
        return html
    }

    private var lackNotes: HTML {
        guard let due = ask.pactDueAt, let network = ask.network else { return "\(untrainedNotes)\(secondStepNote)" }
        return """
            <p class="note warn">\(self(PactPageWords.due(due))) \
            <a href="/n/\(network.slug)/pact">\(self(PactPageWords.title))</a></p>\(untrainedNotes)\(secondStepNote)
            """
    }

    /// Held for a time since one has changed how one is reached.
    var heldNote: HTML {
        ask.viewer.heldUntil.map { "<p class=\"note warn\">\(self(SiteWords.held($0)))</p>" } ?? ""
    }

    private var secondStepNote: HTML {
        guard ask.lacksSecondStep else { return heldNote }
        let words = requiresSecondStep ? SignInWords.secondStepRequired : SignInWords.secondStepWhy
        return """
            <p class="note warn">\(self(words)) <a href="/me/security">\(self(SignInWords.beginSetup))</a></p>\(heldNote)
            """
    }

    func icon(_ name: StaticString) -> HTML {
        "\(iconStart)\(HTML(stringLiteral: name))\"/></svg>"
    }

    /// The hidden fields every form carries.
    var hidden: HTML {
        "<input type=\"hidden\" name=\"_token\" value=\"\(token)\"><input type=\"hidden\" name=\"_once\" value=\"\(onceKey)\">"
    }

    /// Has the device keep what is typed into a form until it was sent: a camera takes a small phone's memory, and the page with it.
    /// - Parameter key: names the form; never with a secret in it, for others may use the device.
    func draft(_ key: String) -> HTML {
        " data-draft=\"\(key)\" data-draft-saved=\"\(self(SiteWords.saved))\""
    }

    /// Says that something was done.
    func toast(_ text: Text) -> HTML {
        "<div class=\"toast\" role=\"status\"><span>\(self(text))</span></div>"
    }

    /// A moment with its machine-readable form.
    func moment(_ milliseconds: Int64) -> HTML {
        "<time datetime=\"\(Format.rfc3339(milliseconds))\">\(Format.moment(milliseconds, in: language, now: now))</time>"
    }

    /// How long ago.
    func ago(_ milliseconds: Int64) -> HTML {
        "<time datetime=\"\(Format.rfc3339(milliseconds))\">\(self(SiteWords.ago(now - milliseconds)))</time>"
    }

    /// The clock chip: time left, amber in its last quarter, red when over.
    func clock(due: Int64, start: Int64? = nil) -> HTML {
        let left = due - now
        let quarter = start.map { (due - $0) / 4 } ?? 30 * Time.minute
        let isSoon = left <= max(5 * Time.minute, quarter)
        let kind = left < 0 ? "late" : isSoon ? "soon" : ""
        let startPart: HTML = start.map { " data-start=\"\($0)\"" } ?? ""
        let words = left < 0 ? SiteWords.over(max(Time.minute, -left)) : SiteWords.left(max(Time.minute, left))
        return """
            <time class="chip num \(kind)" data-due="\(due)"\(startPart) datetime="\(Format.rfc3339(due))" \
            data-words="\(clockWords)" data-lang="\(language.rawValue)">\(icon(left < 0 ? "alert" : "clock"))<span>\(self(words))</span></time>
            """
    }

    private var clockWords: String {
        var json = JSON()
        json.object {
            $0.field("left", self(SiteWords.leftPattern))
            $0.field("over", self(SiteWords.overPattern))
            $0.field("d", self(SiteWords.daysPattern))
            $0.field("h", self(SiteWords.hoursPattern))
            $0.field("m", self(SiteWords.minutesPattern))
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

/// The areas of the navigation; only what exists is shown.
enum Area: Sendable {
    case home, needs, queue, network, me
}

extension Frame {
    private func navigation(_ area: Area?) -> HTML {
        let slug = ask.network?.slug
        var links: [HTML] = []
        if ask.person != nil { links.append(link("/home", "home", SiteWords.home, area == .home)) }
        if let slug {
            links.append(link("/n/\(slug)/needs", "needs", SiteWords.needs, area == .needs))
            if Policy.allows(.seeQueue, ask.viewer) {
                links.append(link("/n/\(slug)/queue", "queue", SiteWords.queue, area == .queue))
            }
            if ask.viewer.member == nil { links.append(link("/n/\(slug)/ask", "plus", SiteWords.askForHelp, false)) }
            links.append(link("/n/\(slug)", "network", SiteWords.network, area == .network))
        }
        if ask.person != nil {
            links.append(link("/me", "me", SiteWords.me, area == .me))
        } else {
            links.append(link("/sign-in", "me", SiteWords.signIn, area == .me))
        }
        return "<nav class=\"tabs\" aria-label=\"\(self(SiteWords.mainNavigation))\">\(links)</nav>"
    }

    private func link(_ path: String, _ iconName: StaticString, _ words: Text, _ isCurrent: Bool) -> HTML {
        """
        <a href="\(path)"\(" aria-current=\"page\"", if: isCurrent)>\(icon(iconName))<span>\(self(words))</span></a>
        """
    }
}

/// What people see when something could not be done.
struct ProblemPage {
    let refusal: Refusal
    let ask: Ask

    /// What has to be learnt first, where that is why.
    private var lack: Untrained.Lack? {
        guard case .forbidden(let words) = refusal else { return nil }
        return ask.viewer.untrained?.all.first { $0.words(.en) == words(.en) }
    }

    /// The module that would open what was refused.
    private var training: ID? {
        guard case .conflict(_, let extras) = refusal else { return lack?.module }
        return extras.training
    }

    func html(_ frame: Frame) -> HTML {
        var details: HTML = ""
        if case .invalid(let problems) = refusal {
            details = "<ul>\(problems.map { "<li>\(frame($0.message))</li>" as HTML })</ul>"
        }
        if let module = training, let network = ask.network {
            details = """
                <p><a class="btn main" href="/n/\(network.slug)/training/\(module)">\(frame(SiteWords.toTraining))</a></p>
                """
        }
        let back: HTML =
            ask.network.map { "<p><a class=\"btn\" href=\"/n/\($0.slug)/needs\">\(frame(SiteWords.toBoard))</a></p>" }
            ?? "<p><a class=\"btn\" href=\"/\">\(frame(SiteWords.toStart))</a></p>"
        return frame.page(
            SiteWords.title(of: refusal.status),
            """
            <div class="stack narrow"><h1>\(frame(SiteWords.title(of: refusal.status)))</h1>\
            <p class="note">\(frame(lack?.plain ?? refusal.words))</p>\(details)\(back)\
            <p class="small">\(frame(SiteWords.requestNumber)) <code>\(ask.id)</code></p></div>
            """)
    }
}
