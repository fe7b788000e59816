/// From what somebody signs in.
struct Device: Sendable {
    /// The secret in the cookie that a device keeps; made new where there is none.
    let secret: String
    /// "Firefox, Android": to tell one's sessions apart.
    let agent: String
    /// The session that it had until now; it ends when another begins.
    var previous: String?

    var hash: [UInt8] { Sodium.hash(Array("device \(secret)".utf8)) }

    static let secretBytes = 24

    /// A device as its browser tells of it.
    init(_ ask: Ask, cookie: String?, fresh: [UInt8]) {
        let known = cookie.flatMap { Base64URL.decode($0)?.count == Device.secretBytes ? $0 : nil }
        secret = known ?? Base64URL.encode(fresh)
        agent = Device.agent(ask.headers["user-agent"] ?? "")
        previous = ask.session
    }

    /// What a `User-Agent` says, in a few words that stay the same when a browser is brought up to date.
    static func agent(_ header: String) -> String {
        let browser = browsers.first { header.contains($0.mark) }?.name ?? "?"
        let system = systems.first { header.contains($0.mark) }?.name ?? "?"
        return "\(browser), \(system)"
    }

    /// Most name others, too: the first that fits is the one.
    private static let browsers: [(mark: String, name: String)] = [
        ("MicroMessenger", "WeChat"), ("DingTalk", "DingTalk"), ("Edg", "Edge"), ("OPR/", "Opera"),
        ("HuaweiBrowser", "Huawei Browser"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems: [(mark: String, name: String)] = [
        ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
        ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]
}

extension Ask {
    /// What the caller's device is called where accounts are spoken of.
    var device: String { Device.agent(headers["user-agent"] ?? "") }
}
