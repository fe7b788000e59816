internal import Database
internal import Engine

/// Where the forms of a thread lead, and how its posts are shown: on its own page for members, on the requester's page for her.
struct TalkPaths: Sendable {
    /// Where posts are sent: `…/posts`; acts on one lead to `…/posts/{id}`.
    let posts: String
    /// The page on which they are shown.
    let page: String
    /// The live stream of the thread.
    let live: String
    /// Under which `/n/{slug}` members stand; nothing where the reader is none.
    var members: String?
    /// The page of whoever has no account, under which she says what must not stand.
    var own: String?
}

/// Parts of pages that show and take posts.
struct TalkParts {
    let frame: Frame
    let reading: TalkReading
    let paths: TalkPaths
    let fields: Fields

    private var viewer: Viewer { frame.ask.viewer }

    /// The thread with the box to write in.
    var thread: HTML {
        let posts = reading.posts.map(post)
        let list: HTML =
            posts.isEmpty
            ? "<p class=\"small\">\(frame(TalkWords.nothingYet))</p>" : "<ol class=\"stack posts\">\(posts)</ol>"
        return "\(live)\(earlier)\(list)\(reading.thread.mayWrite ? box : "")"
    }

    /// Says that something new is there, and leaves the reader where they are.
    private var live: HTML {
        """
        <div data-live="\(paths.live)" data-live-last="\(reading.newest)" data-live-kinds="posted" \
        data-live-words-new="\(frame(TalkWords.newPosts))"><div class="new-items" role="status"></div></div>
        """
    }

    private var earlier: HTML {
        let query = frame.ask.query, mark = paths.page.contains("?") ? "&" : "?"
        var html: HTML = ""
        if reading.hasMore, query["from"] == nil, let first = reading.posts.first {
            html +=
                "<a class=\"btn quiet\" href=\"\(paths.page)\(mark)before=\(first.id)\">\(frame(TalkWords.earlier))</a>"
        }
        if query["from"] != nil || query["before"] != nil {
            html += "<a class=\"btn quiet\" href=\"\(paths.page)\">\(frame(TalkWords.latest))</a>"
        }
        return html.isEmpty ? "" : "<p class=\"row\">\(html)</p>"
    }

    /// Who will read it stands in the box before one types.
    private var box: HTML {
        let own = fields.of("post"), hint = viewer.member == nil ? TalkWords.requesterHint : TalkWords.hint
        return """
            <form method="post" action="\(paths.posts)" class="stack" id="write"\(draft(own))>\(own.hidden)\
            <input type="hidden" name="thread" value="\(reading.thread.name)">\
            \(own.area("words", TalkWords.words, hint: hint, who: reading.thread.readers, isRequired: true))\
            <button class="btn main">\(frame(TalkWords.send))</button></form>
            """
    }

    /// By what it is about, not by the address, which for her has the code of her page.
    private func draft(_ own: Fields) -> HTML {
        frame.draft("talk-\(reading.subject.place.id)-\(reading.thread.name)-\(own.scope)")
    }

    // MARK: One post

    private func post(_ post: Post) -> HTML {
        let answer: HTML =
            post.answers.flatMap { reading.answered[$0] }.map {
                """
                <p class="small"><a href="\(link(to: $0))">\(frame.said(frame(TalkWords.inAnswerTo(reading.name(of: $0)))))</a></p>
                """
            } ?? ""
        let edited: HTML = post.editedAt == nil ? "" : " · \(frame(TalkWords.edited))"
        let names = reading.readers(of: post).map(\.name).joined(separator: frame(SiteWords.listComma))
        let readers: HTML = names.isEmpty ? "" : "<br><small>\(frame.said(frame(ReadWords.held(names))))</small>"
        let held: HTML = post.isHeld ? "<p class=\"note warn\">\(frame(TalkWords.held))\(readers)</p>" : ""
        let moderation = PostModeration(frame: frame, paths: paths, fields: fields)
        let isAnswer = post.answers != nil
        return """
            <li id="\(post.anchor)" class="stack tight post\(" answer", if: isAnswer)"><p class="small"><strong>\
            \(frame.said(frame(reading.name(of: post))))</strong> · \(frame.moment(post.at))\(edited)</p>\(answer)\(moderation.stub(post))\(words(post))\
            \(held)\(acts(post))\(moderation.tools(post))</li>
            """
    }

    /// On this page where it stands there, else the page on which it does.
    private func link(to post: Post) -> String {
        if reading.posts.contains(where: { $0.id == post.id }) { return "#\(post.anchor)" }
        let mark = paths.page.contains("?") ? "&" : "?"
        return "\(paths.page)\(mark)from=\(post.id)#\(post.anchor)"
    }

    private func words(_ post: Post) -> HTML {
        guard let words = post.words else {
            if post.hidden != nil { return "" }
            return "<p class=\"small\">\(frame(post.removedAt == nil ? TalkWords.forgotten : TalkWords.removed))</p>"
        }
        let lines = words.split(separator: "\n", omittingEmptySubsequences: false).map { line -> HTML in
            let pieces = TalkText.pieces(String(line)).map(piece)
            return "\(pieces)"
        }
        var html: HTML = ""
        for (index, line) in lines.enumerated() {
            if index > 0 { html += "<br>" }
            html += line
        }
        return "<p class=\"prose\">\(html)</p>"
    }

    private func piece(_ piece: TalkText.Piece) -> HTML {
        switch piece {
        case .text(let text): return frame.said(text)
        case .link(let address): return "<a href=\"\(address)\" rel=\"nofollow noopener noreferrer\">\(address)</a>"
        case .mention(let name):
            guard let members = paths.members, let id = reading.handles[Clean.key(name)] else {
                return frame.said("@\(name)")
            }
            return "<a href=\"\(members)/members/\(id)\">\(frame.said("@\(name)"))</a>"
        }
    }

    private func acts(_ post: Post) -> HTML {
        var html: HTML = ""
        if reading.thread.mayWrite, post.words != nil, !post.isHeld, post.hidden == nil { html += reply(post) }
        if TalkRules.mayEdit(post, viewer, now: frame.now) { html += edit(post) }
        if TalkRules.mayRemove(post, viewer) { html += button(post, "remove", TalkWords.remove) }
        if post.isHeld, post.words != nil, TalkRules.mayRelease(post, viewer, in: reading.thread) {
            html += button(post, "release", TalkWords.release)
        }
        if let members = paths.members, let words = post.words, let author = post.byID, author != viewer.member?.id {
            let name = TalkWords.actOn(TalkWords.nameHere, String(words.prefix(40)))
            html += """
                <p><a class="btn quiet" href="\(members)/posts/\(post.id)/name" aria-label="\(frame(name))">\
                \(frame(TalkWords.nameHere))</a></p>
                """
        }
        return html
    }

    private func reply(_ post: Post) -> HTML {
        let own = fields.of("reply-\(post.id)")
        return own.folded(
            TalkWords.replyTo(reading.name(of: post)),
            """
            <form method="post" action="\(paths.posts)" class="stack"\(draft(own))>\(own.hidden)\
            <input type="hidden" name="thread" value="\(reading.thread.name)">\
            <input type="hidden" name="answers" value="\(post.id)">\
            \(own.area("words", TalkWords.words, who: reading.thread.readers, isRequired: true))\
            <button class="btn">\(frame(TalkWords.reply))</button></form>
            """)
    }

    private func edit(_ post: Post) -> HTML {
        let own = fields.of("edit-\(post.id)")
        return own.folded(
            TalkWords.edit,
            """
            <form method="post" action="\(paths.posts)/\(post.id)" class="stack"\(draft(own))>\(own.hidden)\
            <input type="hidden" name="action" value="edit">\
            \(own.area("words", TalkWords.words, who: reading.thread.readers, isRequired: true, value: post.words))\
            <button class="btn">\(frame(TalkWords.save))</button></form>
            """)
    }

    /// Named by what it acts on: a page has many of them.
    private func button(_ post: Post, _ action: String, _ words: Text) -> HTML {
        let name = TalkWords.actOn(words, String((post.words ?? "").prefix(40)))
        let seen: HTML = "<input type=\"hidden\" name=\"seen\" value=\"\(TextStamp.of(post.words ?? ""))\">"
        return """
            <form method="post" action="\(paths.posts)/\(post.id)">\(frame.hidden)\(seen, if: post.isHeld)\
            <button class="btn quiet" name="action" value="\(action)" aria-label="\(frame(name))">\(frame(words))</button></form>
            """
    }
}
