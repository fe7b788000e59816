/// How this server is set up. Every value has a default that works.
public struct Configuration: Sendable {
    /// The address people see; links in messages begin with it.
    public var publicURL: String
    /// `smtp://host:port` with user and password where needed; none prints mails to the log.
    public var smtpURL: String?
    public var smtpUser: String?
    public var smtpPassword: String?
    public var mailFrom: String
    /// Needs that one address may post without an account in an hour.
    public var intakePerHour: Int
    /// Addresses that may read `/metrics`.
    public var metricsAddresses: Set<String>
    /// A proxy in front that tells the caller's address in `X-Forwarded-For`.
    public var trustsProxy: Bool
    /// The demonstration network says so on every page.
    public var isDemonstration = false

    public init(environment: [String: String], publicURL: String) {
        self.publicURL = environment["WEFT_URL"] ?? publicURL
        smtpURL = environment["WEFT_SMTP_URL"]
        smtpUser = environment["WEFT_SMTP_USER"]
        smtpPassword = environment["WEFT_SMTP_PASSWORD"]
        mailFrom = environment["WEFT_MAIL_FROM"] ?? "weftwork@localhost"
        intakePerHour = environment["WEFT_INTAKE_PER_HOUR"].flatMap(Int.init) ?? 60
        metricsAddresses = Set(
            (environment["WEFT_METRICS_FROM"] ?? "127.0.0.1,::1").split(separator: ",").map(String.init))
        trustsProxy = environment["WEFT_TRUST_PROXY"] == "1"
    }

    var isSecure: Bool { publicURL.hasPrefix("https:") }
}
