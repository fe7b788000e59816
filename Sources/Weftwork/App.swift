public import Database
internal import Foundation
public import Logging
internal import Hummingbird
public import ServiceLifecycle

/// The application: storage, world and capabilities put together. The only file that knows all of them.
public struct App: Sendable {
    public let database: any Database
    public let world: World
    public let configuration: Configuration
    let vault: Vault
    let hub: Hub
    let limiter: RateLimiter
    let admission: Admission
    let requests = RequestMeter()
    let draining: Draining
    let assets: Assets
    let frames: Frames
    let logger: Logger
    public let people: PeopleActs
    public let vouches: VouchActs
    public let members: MemberActs
    public let needs: NeedActs
    let endpoints: [Endpoint]
    /// The addresses, with their parameters in braces, at which a page can be read.
    let pages: Set<String>
    private let masterKey: [UInt8]
    private let sealedLookup: [UInt8]?

    /// - Parameters:
    ///   - database: the store; its schema is as ``migrations`` make it.
    ///   - world: clock, ids and chance.
    ///   - masterKey: 32 secret bytes that private fields are sealed with.
    ///   - sealedLookup: the key for looking things up, where the master key was changed (``keptLookup(of:)``).
    ///   - configuration: what the operator chose.
    ///   - logger: where faults are told.
    public init(
        database: any Database,
        world: World,
        masterKey: [UInt8],
        sealedLookup: [UInt8]? = nil,
        configuration: Configuration,
        logger: Logger
    ) throws {
        self.database = database
        self.world = world
        self.configuration = configuration
        self.logger = logger
        self.masterKey = masterKey
        self.sealedLookup = sealedLookup
        vault = Vault(master: masterKey, sealedLookup: sealedLookup, world: world)
        hub = Hub()
        limiter = RateLimiter(database: database, vault: vault)
        admission = Admission(processors: ProcessInfo.processInfo.activeProcessorCount)
        assets = try Assets()
        people = PeopleActs(database: database, world: world, vault: vault, configuration: configuration)
        vouches = VouchActs(database: database, world: world, vault: vault, configuration: configuration)
        needs = NeedActs(database: database, world: world, vault: vault, configuration: configuration)
        members = MemberActs(
            database: database, world: world, vault: vault, configuration: configuration, vouches: vouches,
            holdings: needs)
        frames = Frames(assets: assets, world: world, configuration: configuration)
        draining = Draining(seconds: configuration.drainSeconds, hub: hub)
        let metrics = Metrics(
            database: database, world: world, hub: hub, admission: admission, requests: requests,
            backups: configuration.backups)
        let site = SiteRoutes(
            database: database, world: world, hub: hub, metrics: metrics, draining: draining, frames: frames)
        let account = PeopleRoutes(acts: people, frames: frames)
        let entrance = SignInRoutes(people: people, limiter: limiter, frames: frames)
        let openID = OpenIDRoutes(
            people: people,
            client: OpenIDClient(web: CurlWeb(), world: world, publicURL: configuration.publicURL), entrance: entrance,
            logger: logger)
        let security = SecurityRoutes(people: people, limiter: limiter, frames: frames)
        let trust = TrustRoutes(acts: vouches, members: members, frames: frames)
        let belonging =
            PactRoutes(acts: members, frames: frames).endpoints + LevelRoutes(acts: members, frames: frames).endpoints
            + MatterRoutes(acts: members, frames: frames).endpoints
            + ProfileRoutes(acts: members, frames: frames).endpoints
            + JoinRoutes(acts: members, limiter: limiter, frames: frames).endpoints
            + GrowthRoutes(acts: members, frames: frames).endpoints
            + LeaveRoutes(acts: members, people: people, frames: frames).endpoints
            + RoleRoutes(acts: members, frames: frames).endpoints
            + OrganisationRoutes(acts: members, frames: frames).endpoints
            + WelcomeRoutes(acts: members, frames: frames).endpoints
            + SafetyRoutes(acts: members, limiter: limiter, frames: frames).endpoints
            + ModerationRoutes(acts: members, limiter: limiter, frames: frames).endpoints
        let desk = NeedRoutes(acts: needs, members: members, limiter: limiter, frames: frames)
        let settings = SettingsRoutes(acts: needs, frames: frames)
        let exports = ExportRoutes(acts: needs, frames: frames)
        let programs = NeedAPI(acts: needs, members: members, limiter: limiter, hub: hub)
        let listed =
            site.endpoints + entrance.endpoints + openID.endpoints + account.endpoints + security.endpoints + belonging
            + trust.endpoints + desk.endpoints + settings.endpoints
            + exports.endpoints
            + programs.endpoints
        endpoints = listed + [OpenAPI.endpoint(for: listed)]
        pages = Set(listed.filter { $0.method == .get && $0.surface == .page }.map(\.path))
    }

    /// The same application in another world: with a clock that is handed in.
    func playing(_ world: World) throws -> App {
        try App(
            database: database, world: world, masterKey: masterKey, sealedLookup: sealedLookup,
            configuration: configuration, logger: logger)
    }

    /// All steps of the schema in their order.
    public static let migrations: [Migration] =
        [EventStore.migration, OnceStore.migration, ClockStore.migration, JobStore.migration]
        + [PeopleStore.migration] + NeedStore.migrations + [LimitStore.migration, KeyCheckStore.migration]
        + [VouchStore.migration, StandingStore.migration, SignInStore.migration]
        + [MemberStore.migration, PactStore.migration, LevelStore.migration, MatterStore.migration]
        + [
            SuspensionStore.migration, JoinStore.migration, ProfileStore.migration, VisitStore.migration,
            LeaveStore.migration,
        ]
        + [RoleStore.migration, OrganisationStore.migration, VaultStore.migration] + NeedStore.later
        + [ModerationStore.migration, ProfileLookStore.migration, RetentionStore.migration] + NeedStore.latest

    /// Brings a store up to date, and reads from it what a change of the master key has left there.
    public static func keptLookup(of database: any Database, world: World) async throws -> [UInt8]? {
        _ = try await database.migrate(migrations, now: world.now())
        return try await database.read { db in try db.keptLookup() }
    }

    /// Changes the master key of this store, which nobody else may have open.
    public func rotate(to master: [UInt8]) async throws -> KeyRotation.Report {
        try await KeyRotation(old: vault, master: master).run(on: database)
    }

    /// Brings the schema up to date; the names of the steps it took.
    @discardableResult
    public func migrate() async throws -> [String] {
        try await database.migrate(App.migrations, now: world.now())
    }

    /// What runs beside the server, ended in order when it ends.
    public func services() -> [any Service] {
        let mail: any MailPort =
            configuration.smtpURL.map {
                SMTPMail(
                    url: $0, user: configuration.smtpUser, password: configuration.smtpPassword,
                    from: configuration.mailFrom, world: world)
            } ?? LogMail(logger: logger)
        let backups: [any Service] =
            configuration.backups.map {
                [BackupService(plan: $0, backup: Backup(self), world: world, logger: logger)]
            } ?? []
        return backups + [
            EventService(database: database, hub: hub, vault: vault, logger: logger),
            JobService(database: database, vault: vault, world: world, mail: mail, logger: logger),
            SweepService(
                sweeps: [
                    .init(name: "clocks", every: .seconds(2)) { [needs] in try await needs.sweep() },
                    .init(name: "sign-ins", every: .seconds(600)) { [people] in try await people.signIns.sweep() },
                    .init(name: "people's clocks", every: .seconds(5)) { [members] in try await members.sweepClocks() },
                    .init(name: "memberships", every: .seconds(5)) { [members] in try await members.sweep() },
                    .init(name: "retention", every: .seconds(3600)) { [members] in try await members.forgetOld() },
                    .init(name: "vouches", every: .seconds(60)) { [vouches] in try await vouches.sweep() },
                ], logger: logger),
        ]
    }

    /// Opens the store that `url` names: a path, `sqlite:PATH` or `postgres://…`.
    public static func open(storage url: String, world: World) async throws -> any Database {
        if url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") {
            return try await PostgresDatabase(
                url: url, jitter: { Double(world.number() >> 11) / Double(UInt64(1) << 53) })
        }
        let path = url.hasPrefix("sqlite:") ? String(url.dropFirst(7)) : url
        // Only to measure what shared commits gain.
        let most = ProcessInfo.processInfo.environment["WEFT_COMMIT_GROUP"].flatMap(Int.init)
        return try SQLiteDatabase(path: path, mostInGroup: most) { try EventSealer.seal($0, limit: 10_000) }
    }
}
