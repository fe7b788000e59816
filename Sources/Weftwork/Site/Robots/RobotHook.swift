internal import Database

/// A robot of a chat group, as its platform has it: an address to which messages are posted.
struct RobotHook: Sendable, Equatable, Codable {
    enum Kind: String, Sendable, CaseIterable, Codable, SQLConvertible {
        case dingtalk, wecom, feishu
        /// What takes `{"text": …}`: Slack, Mattermost, bridges into Matrix.
        case generic
    }

    let kind: Kind
    /// As the platform shows it. Whoever has it can post: it is kept sealed.
    let url: String
    /// What its messages are signed with; nothing where the robot was set up without.
    var secret: String?
    /// By what name it is known here.
    var name = ""

    init(kind: Kind, url: String, secret: String? = nil, name: String = "") {
        self.kind = kind
        self.url = url
        self.secret = secret
        self.name = name
    }

    /// Its host: all of its address that may be shown.
    var host: String { RobotAddress(url)?.place ?? "?" }
}

/// What a robot says: plain words, of which nothing is taken for markup, and one way on.
struct RobotMessage: Sendable, Equatable, Codable {
    let title: String
    let lines: [String]
    let link: String?
    /// What the way on is called.
    let linkWords: String

    init(title: String, lines: [String], link: String? = nil, linkWords: String = "") {
        self.title = title
        self.lines = lines
        self.link = link
        self.linkWords = linkWords
    }
}

/// Why a robot did not take a message.
struct RobotFault: Error, Equatable, CustomStringConvertible {
    enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// There is no such robot any more, or its address is wrong.
        case gone
        /// The signature does not fit: another secret, or none.
        case signature
        /// Only messages with a certain word are taken.
        case keyword
        /// Only certain servers may post.
        case address
        /// The operator does not allow this host.
        case barred
        /// It has had as many as it takes in a time.
        case busy
        /// Nobody answers there.
        case unreachable
        /// It refused for another reason.
        case refused

        /// Trying again changes little: somebody has to mend it.
        var isFinal: Bool {
            switch self {
            case .gone, .signature, .keyword, .address, .barred: true
            case .busy, .unreachable, .refused: false
            }
        }
    }

    let kind: Kind
    /// As the platform numbers it.
    var code: Int?
    /// Of a robot that is busy: until when.
    var until: Int64?

    init(_ kind: Kind, code: Int? = nil, until: Int64? = nil) {
        self.kind = kind
        self.code = code
        self.until = until
    }

    /// Beyond doubt there is no such robot any more. A plain 400 is said of an address that is none, and of a message as well.
    var isGone: Bool { kind == .gone && code != 400 }

    /// For the log: neither an address nor what the platform said, in which words of messages can stand.
    var description: String { "robot: \(kind.rawValue)\(code.map { " \($0)" } ?? "")" }
}
