/// How this server is set up. Every value has a default that works.
public struct Configuration: Sendable {
    /// The address people see; links in messages begin with it.
    public var publicURL: String
    /// `smtp://host:port` with user and password where needed; none prints mails to the log.
    public var smtpURL: String?
    public var smtpUser: String?
    public var smtpPassword: String?
    public var mailFrom: String
    /// The way out for short messages; without it nothing is offered by phone, but in the demonstration.
    public var smsGateway: SMSGateway?
    /// `WEFT_SMS_URL` is set, but to what no message may be sent to: the doctor says so.
    var hasUnusableSMS: Bool
    /// Hosts beside the platforms' own to which robots may be posted to, with their port where it is not the usual one.
    public var robotHosts: Set<String>
    /// By which requesters are answered in WeChat; nothing where it is not set up.
    public var serviceAccount: ServiceAccount?
    /// It was begun, but a part is missing or can't be used: the doctor says so.
    var hasUnusableAccount: Bool
    /// Needs that one address may post without an account in an hour.
    public var intakePerHour: Int
    /// Addresses that may read `/metrics`.
    public var metricsAddresses: Set<String>
    /// A proxy in front that tells the caller's address in `X-Forwarded-For`.
    public var trustsProxy: Bool
    /// Seconds that a request may take from its first byte to its last, and its answer again.
    public var requestSeconds: Int64
    /// Seconds for which a server that was told to stop still serves and says that it is not ready.
    public var drainSeconds: Int
    /// Where the list of destroyed keys is kept, apart from the store.
    public var forgottenFile: String?
    /// Where the master key is read from; nothing where the environment holds it.
    public var keyFile: String?
    /// Backups that are made by themselves.
    public var backups: BackupPlan?
    /// Numbers to call while the pages are away, beside those that the networks have said.
    public var callNumbers: [CallNumber]
    /// Stewards and the desk have their powers only with a second step.
    public var requiresSecondStep: Bool
    /// Organisations' own sign-in.
    public var providers: [OpenIDProvider]
    /// Platforms whose accounts sign in: WeChat, WeCom, DingTalk, Feishu, where they are set up.
    var apps: [any AppSignIn]
    /// A file of outlines for maps, in place of those that are shipped.
    public var mapOutlines: String?
    /// A file of tiles (MBTiles) to lie under maps; nothing for outlines.
    public var tiles: String?
    /// The font of the pictures of cards; nothing looks where systems have one with Chinese letters.
    public var cardFont: String?
    /// The demonstration network says so on every page.
    public var isDemonstration = false

    public init(environment: [String: String], publicURL: String) {
        self.publicURL = environment["WEFT_URL"] ?? publicURL
        smtpURL = environment["WEFT_SMTP_URL"]
        smtpUser = environment["WEFT_SMTP_USER"]
        smtpPassword = environment["WEFT_SMTP_PASSWORD"]
        mailFrom = environment["WEFT_MAIL_FROM"] ?? "weftwork@localhost"
        smsGateway = SMSGateway(environment: environment)
        hasUnusableSMS = environment["WEFT_SMS_URL"] != nil && smsGateway == nil
        robotHosts = RobotRules.hosts(environment["WEFT_ROBOT_HOSTS"] ?? "")
        serviceAccount = ServiceAccount(environment: environment)
        hasUnusableAccount = serviceAccount == nil && ServiceAccount.isNamed(in: environment)
        intakePerHour = environment["WEFT_INTAKE_PER_HOUR"].flatMap(Int.init) ?? 60
        metricsAddresses = Set(
            (environment["WEFT_METRICS_FROM"] ?? "127.0.0.1,::1").split(separator: ",").map(String.init))
        trustsProxy = environment["WEFT_TRUST_PROXY"] == "1"
        requestSeconds = max(1, environment["WEFT_REQUEST_SECONDS"].flatMap(Int64.init) ?? 120)
        drainSeconds = max(0, environment["WEFT_DRAIN_SECONDS"].flatMap(Int.init) ?? 0)
        requiresSecondStep = environment["WEFT_SECOND_STEP"] == "required"
        callNumbers = CallNumber.all(in: environment["WEFT_CALL_NUMBERS"] ?? "")
        apps = AppProviders.all(environment)
        let known = Set(apps.map(\.slug))
        providers = OpenIDProvider.all(environment).filter { !known.contains($0.slug) }
        forgottenFile = environment["WEFT_FORGOTTEN_FILE"]
        backups = BackupPlan(environment: environment)
        mapOutlines = environment["WEFT_MAP_OUTLINES"]
        cardFont = environment["WEFT_CARD_FONT"].flatMap { $0.isEmpty ? nil : $0 }
        tiles = environment["WEFT_TILES"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether people can be reached by phone, and so sign in by it.
    var offersPhone: Bool { smsGateway != nil || isDemonstration }

    var isSecure: Bool { publicURL.hasPrefix("https:") }

    /// The name of a cookie; over TLS one that browsers take from this host alone, never from a neighbour of its domain.
    func cookie(_ name: String) -> String { isSecure ? "__Host-\(name)" : name }
}
