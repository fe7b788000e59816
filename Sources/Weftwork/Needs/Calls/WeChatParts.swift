/// What stands on her page about answers in WeChat.
struct WeChatParts {
    let frame: Frame

    /// The button, or what is known of the way once it is there; nothing where this server has no account.
    func hers(_ file: CaseFile, _ secret: PrivatePart) -> HTML {
        guard let name = frame.accountName else { return "" }
        let path = "/t/\(file.need.code)/wechat"
        return secret.wechat == nil ? offer(name, path) : linked(file, name, path)
    }

    /// Only WeChat's own browser can say who its user is.
    private var isInside: Bool { frame.ask.headers["user-agent"]?.contains("MicroMessenger") == true }

    private func offer(_ name: String, _ path: String) -> HTML {
        let way: HTML =
            isInside
            ? "<p><a class=\"btn\" href=\"\(path)\">\(frame(WeChatWords.press))</a></p>"
            : "<p class=\"small\">\(frame(WeChatWords.openThere))</p>"
        return """
            <h3>\(frame(WeChatWords.title))</h3><p class="small">\(frame(WeChatWords.hint(name)))</p>\
            <p class="small">\(frame(WeChatWords.follow(name)))</p>\(way)
            """
    }

    private func linked(_ file: CaseFile, _ name: String, _ path: String) -> HTML {
        let known = file.ways.first { $0.way == .wechat }, hasFailed = known?.state == .failed
        let state: HTML = known.map { "<p class=\"small\">\(frame(WeChatWords.state($0.state, at: $0.at)))</p>" } ?? ""
        let follow: HTML = hasFailed ? "<p class=\"small\">\(frame(WeChatWords.follow(name)))</p>" : ""
        let again: HTML =
            hasFailed && isInside
            ? "<a class=\"btn\" href=\"\(path)\">\(frame(WeChatWords.pressAgain))</a>" : ""
        let on: HTML = hasFailed ? "" : "<p>\(frame(WeChatWords.isOn))</p>"
        return """
            <h3>\(frame(WeChatWords.title))</h3>\(on)\(state)\(follow)<div class="row">\(again)\
            <form method="post" action="\(path)/end">\(frame.hidden)\
            <button class="btn quiet">\(frame(WeChatWords.end))</button></form></div>
            """
    }
}
