/// What is streamed to one reader.
struct LivePieces: Sendable {
    let pieces: AsyncStream<[UInt8]>
    /// Called when the reader has gone: the pieces end.
    let end: @Sendable () -> Void
}

/// What the server answers.
struct Answer: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// Pieces as they come, until they end or the reader goes.
        case stream(@Sendable () async -> LivePieces)
    }

    var status = 200
    var headers: [(name: String, value: String)] = []
    var body: Body = .bytes([])

    static func page(_ html: HTML, status: Int = 200) -> Answer {
        Answer(
            status: status,
            headers: [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")],
            body: .bytes(html.bytes))
    }

    static func json(_ view: some View, status: Int = 200) -> Answer {
        json(bytes: view.json, status: status)
    }

    static func json(bytes: [UInt8], status: Int = 200) -> Answer {
        Answer(
            status: status,
            headers: [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")],
            body: .bytes(bytes))
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200) -> Answer {
        Answer(
            status: status,
            headers: [("Content-Type", type), ("Cache-Control", "no-store")],
            body: .bytes(Array(text.utf8)))
    }

    /// After a post: look there (303), so that reloading posts nothing twice.
    static func redirect(to path: String) -> Answer {
        Answer(status: 303, headers: [("Location", path), ("Cache-Control", "no-store")])
    }

    static func download(_ text: String, name: String, type: String) -> Answer {
        var answer = Answer.text(text, type: type)
        answer.headers.append(("Content-Disposition", "attachment; filename=\"\(name)\""))
        return answer
    }

    func with(_ name: String, _ value: String) -> Answer {
        var answer = self
        answer.headers.append((name, value))
        return answer
    }

    /// Sets a cookie that is gone when the browser is closed.
    func settingVisitCookie(_ name: String, _ value: String, isSecure: Bool) -> Answer {
        let secure = isSecure ? "; Secure" : ""
        return with("Set-Cookie", "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(secure)")
    }

    /// Sets a cookie that scripts can't read and other sites don't send.
    func settingCookie(_ name: String, _ value: String, maxAge: Int, isSecure: Bool, path: String = "/") -> Answer {
        let secure = isSecure ? "; Secure" : ""
        return with("Set-Cookie", "\(name)=\(value); Path=\(path); Max-Age=\(maxAge); HttpOnly; SameSite=Lax\(secure)")
    }
}
