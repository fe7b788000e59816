internal import Database

/// A network's public face, and where its members find everything.
struct NetworkPages {
    let frame: Frame
    let network: Network

    private var root: String { "/n/\(network.slug)" }

    /// What stands on the page beside the network's own words.
    struct Content {
        let about: DeskSettings.About
        let tempo: DeskTempo
        let states: [Need.State: Int]
        let emergencies: [Emergency]
        /// Partner networks may offer needs.
        let hasPartners: Bool
        /// What later capabilities put under the head.
        let more: HTML
        /// Ways to what later capabilities have.
        let ways: [WayOn]
    }

    func page(_ content: Content) -> HTML {
        let open = (content.states[.published] ?? 0) + (content.states[.inProgress] ?? 0)
        let closed = (content.states[.closed] ?? 0) + (content.states[.confirmed] ?? 0)
        let about = content.about
        return frame.page(
            .verbatim(network.name), area: .network,
            """
            <div class="stack"><h1>\(network.name)</h1>\(EmergencyParts(frame: frame, slug: network.slug).banner(content.emergencies))<p>\(frame(RosterWords.aboutPublic))</p>\
            <p class="small">\(frame.said(frame(AskWords.runBy(about, network.name))))</p>\
            \(about.compliance?.line(frame) ?? "")<p class="note">\(frame(TrackWords.neverPay))</p>\
            <p class="small"><strong>\(frame(BurstWords.reading(content.tempo)))</strong> \(frame(AskWords.inDanger))</p>\
            <div class="row"><a class="btn main" href="\(root)/ask">\(frame.icon("plus"))\(frame(SiteWords.askForHelp))</a>\
            <a class="btn" href="\(root)/needs">\(frame(SiteWords.needs))</a>\
            <a class="btn" href="/track">\(frame(RosterWords.findMine))</a></div>\(content.more)\
            <section class="card"><h2>\(frame(RosterWords.today))</h2><dl class="facts end num">\
            <dt>\(frame(RosterWords.onBoard))</dt><dd>\(open)</dd><dt>\(frame(RosterWords.finished))</dt><dd>\(closed)</dd>\
            </dl></section>\(WayParts(frame: frame).html(ways(content) + content.ways))</div>
            """)
    }

    private func ways(_ content: Content) -> [WayOn] {
        let viewer = frame.ask.viewer
        var ways: [WayOn] = []
        func add(_ group: WayOn.Group, _ icon: StaticString, _ words: Text, _ path: String, if isOpen: Bool) {
            if isOpen { ways.append(WayOn(group, icon, words, root + path)) }
        }
        add(.help, "people", JoinWords.title, "/join", if: viewer.member == nil)
        add(.desk, "people", RosterWords.overview, "/load", if: Policy.allows(.seeLoad, viewer))
        add(.desk, "calendar", RosterWords.title, "/roster", if: viewer.member != nil)
        let hasEmergency = Policy.allows(.editEmergency, viewer) || !content.emergencies.isEmpty
        add(.desk, "alert", EmergencyWords.title, "/emergencies", if: hasEmergency)
        add(.desk, "lock", RestrictionWords.title, "/restrictions", if: true)
        add(
            .desk, "arrow", NeedReferralWords.offeredTitle, "/referred",
            if: Policy.allows(.seeReferred, viewer) && content.hasPartners)
        add(.desk, "check", SettingsWords.title, "/settings", if: Policy.allows(.seeSettings, viewer))
        add(.desk, "lock", ExportWords.title, "/exports", if: Policy.allows(.seeExports, viewer))
        add(.desk, "eye", LookWords.title, "/looks", if: Policy.allows(.seeLooks, viewer))
        add(.network, "people", PeopleWords.members, "/members", if: Policy.allows(.seeMembers, viewer))
        return ways
    }
}
