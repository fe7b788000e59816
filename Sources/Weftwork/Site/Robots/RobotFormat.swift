internal import Foundation

/// Messages and signatures as the platforms document them. Pure.
enum RobotFormat {
    /// So many bytes of words go into one message: WeCom takes 4096 of Markdown, the others more.
    private static let mostBytes = 3000

    /// What is asked of the platform.
    ///
    /// - Parameter now: what the signature is made for; platforms take it within an hour.
    static func request(_ message: RobotMessage, by hook: RobotHook, at now: Int64) -> WebRequest {
        let signature = hook.secret.flatMap { sign($0, hook.kind, at: now) }
        var url = hook.url
        if hook.kind == .dingtalk, let signature {
            url += "\(url.contains("?") ? "&" : "?")timestamp=\(signature.time)&sign=\(Form.encode(signature.text))"
        }
        var request = WebRequest(url: url, name: "robot at \(hook.host)")
        request.body = WebRequest.Body(
            type: "application/json; charset=utf-8",
            text: String(decoding: body(message, hook.kind, signature), as: UTF8.self))
        return request
    }

    /// DingTalk: HMAC-SHA256 by the secret of moment (milliseconds), line break and secret. Feishu: of nothing, by moment (seconds),
    /// line break and secret. Both in base64. WeCom and generic robots have their secret in the address.
    static func sign(_ secret: String, _ kind: RobotHook.Kind, at now: Int64) -> (time: String, text: String)? {
        switch kind {
        case .dingtalk:
            let digest = Sodium.hmacSHA256(Array("\(now)\n\(secret)".utf8), key: Array(secret.utf8))
            return (String(now), Data(digest).base64EncodedString())
        case .feishu:
            let time = now / Time.second
            let digest = Sodium.hmacSHA256([], key: Array("\(time)\n\(secret)".utf8))
            return (String(time), Data(digest).base64EncodedString())
        case .wecom, .generic: return nil
        }
    }

    private static func body(
        _ message: RobotMessage, _ kind: RobotHook.Kind, _ signature: (time: String, text: String)?
    ) -> [UInt8] {
        var json = JSON()
        json.object { json in
            switch kind {
            case .dingtalk:
                json.field("msgtype", "markdown")
                json.name("markdown")
                json.object {
                    $0.field("title", plain(message.title))
                    $0.field("text", markdown(message, gap: "\n\n"))
                }
            case .wecom:
                json.field("msgtype", "markdown")
                json.name("markdown")
                json.object { $0.field("content", markdown(message, gap: "\n")) }
            case .feishu:
                if let signature {
                    json.field("timestamp", signature.time)
                    json.field("sign", signature.text)
                }
                json.field("msg_type", "interactive")
                json.name("card")
                json.object { card(message, &$0) }
            case .generic: json.field("text", text(message))
            }
        }
        return json.bytes
    }

    // MARK: Words

    private static func markdown(_ message: RobotMessage, gap: String) -> String {
        let way = message.link.map { ["[\(plain(message.linkWords))](\($0))"] } ?? []
        return (["**\(plain(message.title))**"] + clipped(message.lines).map(plain) + way).joined(separator: gap)
    }

    private static func text(_ message: RobotMessage) -> String {
        let way = message.link.map { ["\(plain(message.linkWords)) \($0)"] } ?? []
        return ([plain(message.title)] + clipped(message.lines).map(plain) + way).joined(separator: "\n")
    }

    /// Feishu's card of plain words and a button.
    private static func card(_ message: RobotMessage, _ json: inout JSON) {
        func words(_ text: String, _ json: inout JSON) {
            json.object {
                $0.field("tag", "plain_text")
                $0.field("content", text)
            }
        }
        json.name("header")
        json.object {
            $0.name("title")
            words(message.title, &$0)
        }
        json.name("elements")
        let parts = clipped(message.lines).joined(separator: "\n")
        json.array(message.link == nil ? [false] : [false, true]) { json, isWay in
            json.object { json in
                guard isWay else {
                    json.field("tag", "div")
                    json.name("text")
                    return words(parts, &json)
                }
                json.field("tag", "action")
                json.name("actions")
                json.array([message.link]) { json, link in
                    json.object {
                        $0.field("tag", "button")
                        $0.field("type", "primary")
                        $0.name("text")
                        words(message.linkWords, &$0)
                        $0.field("url", link)
                    }
                }
            }
        }
    }

    /// What people wrote calls nobody, leads nowhere and looks like nothing else: signs that mean something to a platform become their
    /// full-width twins.
    static func plain(_ text: String) -> String {
        String(text.map { twins[$0] ?? $0 })
    }

    private static let twins: [Character: Character] = [
        "[": "\u{FF3B}", "]": "\u{FF3D}", "<": "\u{FF1C}", ">": "\u{FF1E}", "*": "\u{FF0A}", "#": "\u{FF03}",
        "`": "\u{FF40}", "@": "\u{FF20}",
    ]

    /// As many lines as go into one message; the last one cut where it must be.
    private static func clipped(_ lines: [String]) -> [String] {
        var left = mostBytes, kept: [String] = []
        for line in lines where left > 0 {
            // A twin takes three bytes where its sign took one.
            let size = plain(line).utf8.count
            guard size > left else {
                kept.append(line)
                left -= size
                continue
            }
            var short = ""
            for sign in line {
                left -= plain(String(sign)).utf8.count
                if left < 0 { break }
                short.append(sign)
            }
            kept.append(short + "…")
            left = 0
        }
        return kept
    }
}
