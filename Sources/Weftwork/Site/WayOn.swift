/// A way that leads on from a network's page to a page of one capability.
struct WayOn: Sendable {
    /// What somebody who looks for it wants to do.
    enum Group: CaseIterable, Sendable {
        /// To help, to offer, to learn.
        case help
        /// To keep the work going: desk, plans, settings.
        case desk
        /// To see who and what this network is.
        case network
    }

    let group: Group
    /// A name of the icons that every page carries.
    let icon: StaticString
    let words: Text
    let path: String

    init(_ group: Group, _ icon: StaticString, _ words: Text, _ path: String) {
        (self.group, self.icon, self.words, self.path) = (group, icon, words, path)
    }
}

/// The ways on, in their groups.
struct WayParts {
    let frame: Frame

    /// One list for each group that has something for whoever looks.
    func html(_ ways: [WayOn]) -> HTML {
        let groups = WayOn.Group.allCases.map { group -> HTML in
            let own = ways.filter { $0.group == group }
            return own.isEmpty ? "" : list(own, WayWords.name(of: group))
        }
        return "<div class=\"grid ways\">\(groups)</div>"
    }

    private func list(_ ways: [WayOn], _ name: Text) -> HTML {
        let rows = ways.map { way -> HTML in
            "<li><a href=\"\(way.path)\">\(frame.icon(way.icon))<span>\(frame(way.words))</span></a></li>"
        }
        return "<nav class=\"card\"><h2>\(frame(name))</h2><ul>\(rows)</ul></nav>"
    }
}
