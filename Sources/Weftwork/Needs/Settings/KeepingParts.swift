internal import Database

/// How long things are kept, and what was changed lately.
extension SettingsPages {
    func keepingCard(_ fields: Fields) -> HTML {
        let own = fields.of("keep")
        let rows = Retention.Kind.allCases.map { kind -> HTML in
            guard mayEdit else {
                return
                    "<dt>\(frame(RetentionWords.name(of: kind)))</dt><dd>\(frame(RetentionWords.days(retention[kind])))</dd>"
            }
            return own.text(
                "keep.\(kind.rawValue)", RetentionWords.name(of: kind), mode: "numeric", isRequired: true,
                value: String(retention[kind]))
        }
        let content: HTML =
            mayEdit
            ? """
            <form method="post" action="\(path)/retention" class="stack narrow">\(own.hidden)\(rows)\
            <div class="row">\(saveButton)</div></form>
            """ : "<dl class=\"facts\">\(rows)</dl>"
        return card("retention", RetentionWords.title, RetentionWords.hint, content)
    }

    /// What was changed lately, from what to what.
    var storyCard: HTML {
        guard !story.isEmpty else { return "" }
        let rows = story.map { event -> HTML in
            let lines = SettingsDifference.lines(of: event).map {
                "<br><small>\(frame.said(frame($0)))</small>" as HTML
            }
            return """
                <li>\(frame.said(frame(StoryWords.actor(of: event)))) · \(frame(SettingsWords.name(of: SettingsDifference.part(of: event)))) \
                <small>\(frame.moment(event.at))</small>\(lines)</li>
                """
        }
        return card("story", SettingsWords.story, nil, "<ul class=\"stack\">\(rows)</ul>")
    }
}
