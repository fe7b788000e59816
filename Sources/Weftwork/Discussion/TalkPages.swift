internal import Database

/// Pages about talk: a thread of an object, what one hears of, what a link stops.
struct TalkPages {
    let frame: Frame

    // MARK: A thread

    func thread(_ reading: TalkReading, _ paths: TalkPaths, _ form: Form = Form(), _ problems: [FieldProblem] = [])
        -> HTML
    {
        let fields = Fields(frame, form, problems), subject = reading.subject
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            TalkWords.title, area: .network,
            """
            <div class="stack narrow">\(toast)<p class="links"><a href="\(subject.path)">\(frame.said(subject.title))</a></p>\
            <h1>\(frame(reading.thread.title))</h1>\(tabs(reading))\
            <p class="small">\(frame.icon("eye"))\(frame(reading.thread.readers))</p>\(since(reading.thread))\(fields.summary)\
            \(TalkParts(frame: frame, reading: reading, paths: paths, fields: fields).thread)\
            \(following(reading.follow, "\(subject.path)/follow", reading.thread.name))\
            <p><a class="btn quiet" href="\(subject.path)">\(frame(TalkWords.toObject))</a></p></div>
            """)
    }

    private func since(_ thread: TalkThread) -> HTML {
        thread.since.map { "<p class=\"note\" id=\"since\">\(frame(TalkWords.since($0)))</p>" } ?? ""
    }

    private func tabs(_ reading: TalkReading) -> HTML {
        guard reading.subject.threads.count > 1 else { return "" }
        let links = reading.subject.threads.map { thread -> HTML in
            let isCurrent = thread.name == reading.thread.name
            let unread: HTML =
                isCurrent
                ? ""
                : reading.unread[thread.name].map { " <span class=\"badge\">\(frame(TalkWords.unread($0)))</span>" }
                    ?? ""
            return """
                <li><a class="btn quiet" href="\(TalkActs.path(reading.subject, thread.name))"\
                \(" aria-current=\"page\"", if: isCurrent)>\(frame(thread.title))\(unread)</a></li>
                """
        }
        return "<nav aria-label=\"\(frame(TalkWords.threads))\"><ul class=\"row\">\(links)</ul></nav>"
    }

    private func following(_ state: FollowState?, _ path: String, _ thread: String?) -> HTML {
        guard frame.ask.viewer.member != nil else { return "" }
        let follows = state == .follows
        let words =
            follows ? TalkWords.following : state == .muted ? TalkWords.muted : TalkWords.notFollowing
        let back: HTML = thread.map { "<input type=\"hidden\" name=\"thread\" value=\"\($0)\">" } ?? ""
        // Whoever only hears because it is theirs can stop that too.
        let stop: HTML =
            state == .muted
            ? "" : "<button class=\"btn quiet\" name=\"follow\" value=\"no\">\(frame(TalkWords.unfollow))</button>"
        let start: HTML =
            follows ? "" : "<button class=\"btn\" name=\"follow\" value=\"yes\">\(frame(TalkWords.follow))</button>"
        return """
            <form method="post" action="\(path)" class="stack tight">\(frame.hidden)\(back)\
            <p class="small">\(frame(words))</p><div class="row">\(start)\(stop)</div></form>
            """
    }

    /// What the page of an object says of its talk.
    func card(_ summary: TalkSummary?) -> HTML {
        guard let summary else { return "" }
        let links = summary.subject.threads.map { thread -> HTML in
            let unread: HTML =
                summary.unread[thread.name].map { " <span class=\"badge\">\(frame(TalkWords.unread($0)))</span>" } ?? ""
            return """
                <li class="stack tight"><a href="\(TalkActs.path(summary.subject, thread.name))">\(frame(thread.title))</a>\
                <span class="small">\(frame(TalkWords.count(summary.counts[thread.name] ?? 0)))\(unread) · \
                \(frame(thread.readers))</span></li>
                """
        }
        return """
            <section class="card" id="talk"><h2>\(frame(TalkWords.title))</h2><ul class="stack links">\(links)</ul></section>
            """
    }

    // MARK: A name in a post

    /// Asks the author of a post to take a name out: a matter with its own clock.
    func name(_ post: Post, address: String, author: ID, slug: String) -> HTML {
        let fields = Fields(frame)
        return frame.page(
            TalkWords.nameHere, area: .network,
            """
            <div class="stack narrow"><h1>\(frame(TalkWords.nameHere))</h1><p>\(frame(TalkWords.nameHint))</p>\
            <form method="post" action="/n/\(slug)/report" class="stack">\(frame.hidden)\
            <input type="hidden" name="about" value="\(author)">\
            <input type="hidden" name="kind" value="\(Matter.Kind.nameInText.rawValue)">\
            \(fields.area("words", MatterWords.words, rows: 4, who: MatterWords.who, isRequired: true,
                value: frame(TalkWords.nameWords(address))))\(fields.button(TalkWords.askForIt))</form></div>
            """)
    }

    // MARK: What one hears of

    func messages(
        _ rhythm: TalkRhythm, _ followed: [(subject: TalkSubject, unread: Int)], _ form: Form = Form(),
        _ problems: [FieldProblem] = []
    ) -> HTML {
        let fields = Fields(frame, form, problems)
        let options = TalkRhythm.allCases.map { ($0.rawValue, frame(TalkWords.name(of: $0))) }
        let toast: HTML = frame.ask.query["done"] == "1" ? frame.toast(MemberWords.done) : ""
        return frame.page(
            TalkWords.messages, area: .me,
            """
            <div class="stack narrow"><h1>\(frame(TalkWords.messages))</h1>\(toast)\(fields.summary)\
            <section class="card"><form method="post" action="\(TalkRoutes.messages)" class="stack">\(frame.hidden)\
            <p>\(frame(TalkWords.messagesHint))</p>\
            \(fields.choice("rhythm", TalkWords.rhythm, options, chosen: rhythm.rawValue))\
            \(fields.button(MemberWords.save))</form></section>\(list(followed))</div>
            """)
    }

    private func list(_ followed: [(subject: TalkSubject, unread: Int)]) -> HTML {
        let rows = followed.map { item -> HTML in
            let unread: HTML =
                item.unread == 0 ? "" : " <span class=\"badge\">\(frame(TalkWords.unread(item.unread)))</span>"
            let name = frame(TalkWords.unfollowThis(item.subject.title))
            return """
                <li class="stack tight"><span><a href="\(item.subject.path)/talk">\(frame.said(item.subject.title))</a>\(unread)</span>\
                <form method="post" action="\(item.subject.path)/follow">\(frame.hidden)\
                <input type="hidden" name="back" value="messages"><button class="btn quiet" name="follow" value="no" \
                aria-label="\(name)">\(frame(TalkWords.unfollow))</button></form></li>
                """
        }
        let shown: HTML =
            rows.isEmpty
            ? "<p class=\"small\">\(frame(TalkWords.nothingFollowed))</p>" : "<ul class=\"stack\">\(rows)</ul>"
        return "<section class=\"card\"><h2>\(frame(TalkWords.followed))</h2>\(shown)</section>"
    }

    // MARK: Stopping by a link

    /// Opening the link does nothing: it shows one button.
    func stop(_ target: StopTarget) -> HTML {
        let words =
            switch target {
            case .digest: TalkWords.stopDigest
            case .follow: TalkWords.stopFollow
            }
        return page(
            TalkWords.stopTitle,
            """
            <p>\(frame(words))</p><form method="post">\(frame.hidden)\
            <button class="btn main wide">\(frame(TalkWords.stopButton))</button></form>
            """)
    }

    func stopped() -> HTML { page(TalkWords.stopTitle, "<p role=\"status\">\(frame(TalkWords.stopped))</p>") }

    private func page(_ title: Text, _ body: HTML) -> HTML {
        frame.page(title, "<div class=\"stack narrow\"><h1>\(frame(title))</h1>\(body)</div>")
    }
}
