/// To which addresses robots may be posted to, and how fast. Pure.
enum RobotRules {
    static let mostAddress = 1000
    static let mostSecret = 200
    static let mostName = 60

    /// Where a platform's own robots live.
    private static func homes(of kind: RobotHook.Kind) -> (hosts: Set<String>, path: String) {
        switch kind {
        case .dingtalk: (["oapi.dingtalk.com"], "/robot/send?access_token=")
        case .wecom: (["qyapi.weixin.qq.com"], "/cgi-bin/webhook/send?key=")
        case .feishu: (["open.feishu.cn", "open.larksuite.com"], "/open-apis/bot/v2/hook/")
        case .generic: ([], "")
        }
    }

    /// Whether messages may be posted there: to the platform's own host, or to one that the operator names. Whoever enters a robot
    /// must not make this server knock at its neighbours' doors.
    ///
    /// - Parameter allowed: hosts, with their port where it is not the usual one.
    static func mayPost(_ kind: RobotHook.Kind, to url: String, allowed: Set<String>) -> Bool {
        guard let address = RobotAddress(url), CurlWeb.isSafe(url) else { return false }
        if allowed.contains(address.place) { return true }
        let home = homes(of: kind)
        return address.isTLS && home.hosts.contains(address.place) && address.rest.hasPrefix(home.path)
            && address.rest.utf8.count > home.path.utf8.count
    }

    /// Hosts as the operator lists them.
    static func hosts(_ list: String) -> Set<String> {
        Set(
            list.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { $0.lowercased() }
                .filter { RobotAddress("https://\($0)/") != nil })
    }

    // MARK: How fast

    /// Every platform takes twenty messages a minute of a robot. So many go at once, then one each interval: that is twenty in any
    /// minute, and no more.
    static let burst: Int64 = 5
    static let interval = 4 * Time.second

    /// - Parameter turn: as it was kept.
    /// - Returns: what to keep for the next, or until when to wait.
    static func take(_ turn: Int64?, at now: Int64) -> (turn: Int64?, wait: Int64?) {
        let start = max(turn ?? now, now), room = (burst - 1) * interval
        return start - now > room ? (nil, start - room) : (start + interval, nil)
    }

    /// Nothing goes before `moment`.
    static func held(until moment: Int64) -> Int64 { moment + (burst - 1) * interval + 1 }

    /// For so long a platform that has had too many takes no more.
    static func hold(of kind: RobotHook.Kind) -> Int64 { kind == .dingtalk ? 10 * Time.minute : Time.minute }

    // MARK: When it is dead

    /// So many refusals in a row say that it is the robot, and not one message.
    static let refusalsOfADeadOne = 3

    /// What one failure says of a robot.
    struct Failure: Sendable, Equatable {
        /// It is one more in the row. A message that is refused is one, however often it is tried.
        let counts: Bool
        /// So many in a row, and the robot is dead; nothing where this one does not say so.
        let least: Int?

        /// - Parameters:
        ///   - isFirst: the message was not tried before.
        ///   - isLast: it is given up.
        init(_ fault: RobotFault, isFirst: Bool, isLast: Bool) {
            counts = fault.kind != .refused || isFirst
            least =
                switch fault.kind {
                case .gone where fault.isGone: 1
                case .gone, .signature, .keyword, .address, .barred: refusalsOfADeadOne
                // Nobody answered through all the tries of one message: that are hours.
                case .unreachable: isLast ? 1 : nil
                case .refused: isLast ? refusalsOfADeadOne : nil
                case .busy: nil
                }
        }
    }

    /// Tries after which a message to somebody's own robot goes another way: it asks for an answer soon.
    static let ownTries = 3
    /// Whoever has to be asked is not kept waiting longer for a robot that is busy.
    static let ownPatience = 5 * Time.minute
}

/// An address taken apart so plainly that no other reader can take it otherwise: a name of letters, digits, dots and hyphens, a port,
/// visible ASCII; neither a user before an @ nor a backslash nor a fragment.
struct RobotAddress: Sendable, Equatable {
    let isTLS: Bool
    /// In lower case, with the port where one is said.
    let place: String
    /// Path and query.
    let rest: String

    init?(_ url: String) {
        guard url.utf8.count <= RobotRules.mostAddress,
            let scheme = ["https://", "http://"].first(where: url.hasPrefix)
        else { return nil }
        let tail = url.dropFirst(scheme.count)
        guard let slash = tail.firstIndex(of: "/") else { return nil }
        let place = tail[..<slash], rest = tail[slash...]
        guard RobotAddress.isPlace(place),
            rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x23 && $0 != 0x5C })
        else { return nil }
        isTLS = scheme == "https://"
        self.place = place.lowercased()
        self.rest = String(rest)
    }

    private static func isPlace(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, let first = host.utf8.first, parts.count <= 2 else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        guard isWord(first), host.utf8.allSatisfy({ isWord($0) || $0 == 0x2D || $0 == 0x2E }) else { return false }
        guard parts.count == 2 else { return true }
        return (1...5).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
