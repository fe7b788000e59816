internal import Database

/// What stands beside a post for those who think that it must not stand, and in place of one that is hidden.
struct PostModeration {
    let frame: Frame
    let paths: TalkPaths
    let fields: Fields

    private var viewer: Viewer { frame.ask.viewer }

    /// That it is hidden, and why; its author finds the way to an appeal.
    func stub(_ post: Post) -> HTML {
        guard let hidden = post.hidden else { return "" }
        let isAuthor = TalkRules.isAuthor(viewer, of: post)
        if paths.own == nil, let network = frame.ask.network {
            return ModerationPages(frame: frame, network: network).stub(hidden.reason, post.text, isAuthor: isAuthor)
        }
        let stub: HTML = "<p class=\"note warn\">\(frame.said(frame(ModerationWords.stub(hidden.reason))))</p>"
        return isAuthor ? "\(stub)\(appeal(post, hidden))" : stub
    }

    private func appeal(_ post: Post, _ hidden: PostHiding) -> HTML {
        guard let own = paths.own else { return "" }
        if hidden.isAppealed { return "<p class=\"note\">\(frame(TalkWords.appealed))</p>" }
        let fields = fields.of("appeal-\(post.id)")
        return fields.folded(
            ModerationWords.appeal,
            """
            <p>\(frame(ModerationWords.appealHint))</p><form method="post" action="\(own)/appeal" class="stack">\(fields.hidden)\
            <input type="hidden" name="post" value="\(post.id)">\
            \(fields.area("words", MatterWords.words, rows: 4, isRequired: true))\
            <button class="btn">\(frame(ModerationWords.appeal))</button></form>
            """)
    }

    /// The way to report it; for those who lead, to hide it or show it again. Nobody reports what is theirs.
    func tools(_ post: Post) -> HTML {
        guard post.words != nil || post.hidden != nil, !TalkRules.isAuthor(viewer, of: post) else { return "" }
        let name = TalkWords.actOn(ModerationWords.report, String((post.words ?? "").prefix(40)))
        if paths.members != nil, let network = frame.ask.network {
            return ModerationPages(frame: frame, network: network).tools(
                post.text, isHidden: post.hidden != nil, name: name, seen: post.words.map { TextStamp.of($0) })
        }
        guard let own = paths.own, post.hidden == nil else { return "" }
        let fields = fields.of("report-\(post.id)")
        return fields.folded(
            ModerationWords.report,
            """
            <p class="small">\(frame(ModerationWords.reportHint))</p>\
            <form method="post" action="\(own)/report-text" class="stack">\(fields.hidden)\
            <input type="hidden" name="post" value="\(post.id)">\
            \(fields.area("words", ModerationWords.words, who: ModerationWords.whoReads, isRequired: true))\
            <button class="btn">\(frame(MatterWords.send))</button></form>
            """)
    }
}
