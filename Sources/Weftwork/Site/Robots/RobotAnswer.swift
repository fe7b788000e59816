internal import Foundation

/// What platforms answer: all is well, or – mostly with a 200 – what is not. Pure.
enum RobotAnswer {
    private struct Read: Decodable {
        /// DingTalk, WeCom.
        let errcode: Int?
        let errmsg: String?
        /// Feishu; older robots of it in the two others.
        let code: Int?
        let msg: String?
        let status: Int?
        let statusWords: String?
        /// Bridges.
        let ok: Bool?

        enum CodingKeys: String, CodingKey {
            case errcode, errmsg, code, msg, ok
            case status = "StatusCode"
            case statusWords = "StatusMessage"
        }
    }

    /// - Throws: ``RobotFault`` where the message was not taken.
    static func require(_ answer: [UInt8], of kind: RobotHook.Kind, at now: Int64) throws(RobotFault) {
        let read = try? JSONDecoder().decode(Read.self, from: Data(answer))
        switch kind {
        case .dingtalk, .wecom:
            guard let code = read?.errcode else { throw RobotFault(.refused) }
            if code != 0 { throw fault(kind, code, read?.errmsg ?? "", at: now) }
        case .feishu:
            guard let code = read?.code ?? read?.status else { throw RobotFault(.refused) }
            if code != 0 { throw fault(kind, code, read?.msg ?? read?.statusWords ?? "", at: now) }
        case .generic:
            if read?.ok == false { throw RobotFault(.refused) }
        }
    }

    /// What a status other than 200 means.
    static func fault(_ kind: RobotHook.Kind, status: Int?, at now: Int64) -> RobotFault {
        switch status {
        case 404, 410: RobotFault(.gone, code: status)
        case 401, 403: RobotFault(.signature, code: status)
        case 429: RobotFault(.busy, code: status, until: now + RobotRules.hold(of: kind))
        case nil: RobotFault(.unreachable)
        // Feishu says so of an address that is none.
        case 400: RobotFault(kind == .feishu ? .gone : .refused, code: status)
        default: RobotFault(.refused, code: status)
        }
    }

    // As DingTalk writes "keyword" and "white list".
    private static let keywordInChinese = "\u{5173}\u{952E}\u{8BCD}"
    private static let listInChinese = "\u{767D}\u{540D}\u{5355}"

    private static func fault(_ kind: RobotHook.Kind, _ code: Int, _ words: String, at now: Int64) -> RobotFault {
        let said = words.lowercased(), busy = RobotFault(.busy, code: code, until: now + RobotRules.hold(of: kind))
        switch (kind, code) {
        case (.dingtalk, 130101), (.dingtalk, 410100), (.wecom, 45009),
            (.feishu, 9499) where said.contains("frequency"),
            (.feishu, 11232):
            return busy
        // 310000 is said of each of the three ways to secure a robot; which one, by the words.
        case (.dingtalk, 310000) where said.contains("keyword") || said.contains(keywordInChinese), (.feishu, 19024):
            return RobotFault(.keyword, code: code)
        case (.dingtalk, 310000) where said.contains("whitelist") || said.contains(listInChinese), (.feishu, 19022),
            (.wecom, 60020):
            return RobotFault(.address, code: code)
        case (.dingtalk, 310000), (.feishu, 19021): return RobotFault(.signature, code: code)
        // DingTalk's 40035 and Feishu's 19002 are said of a message that lacks something, and not of the robot.
        case (.dingtalk, 300001), (.dingtalk, 400101), (.dingtalk, 400102), (.dingtalk, 400106),
            (.wecom, 93000), (.wecom, 93008), (.feishu, 19001):
            return RobotFault(.gone, code: code)
        default: return RobotFault(.refused, code: code)
        }
    }
}
