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
    let large = LargeBodies()
    let files: Files
    /// The operator's own tiles under maps.
    let tiles: Tiles
    let requests = RequestMeter()
    let draining: Draining
    let assets: Assets
    let frames: Frames
    let logger: Logger
    public let people: PeopleActs
    public let vouches: VouchActs
    public let members: MemberActs
    public let needs: NeedActs
    public let offers: OfferActs
    let volunteers: VolunteerActs
    let training: TrainingActs
    let fits: FitActs
    let talk: TalkActs
    let mechanism: MechanismActs
    let endpoints: [Endpoint]
    /// The addresses, with their parameters in braces, at which a page can be read.
    let pages: Set<String>
    /// What bringing the store up to date has done, when it was opened.
    public var upgraded: Upgrade.Report?
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
        let heard = SecurityLog(logger: logger)
        limiter = RateLimiter(database: database, vault: vault, security: heard)
        admission = Admission(processors: ProcessInfo.processInfo.activeProcessorCount)
        assets = try Assets()
        let places = try Places(outlines: configuration.mapOutlines)
        tiles = Tiles(path: configuration.tiles)
        if let fault = tiles.fault {
            logger.error("the file of tiles can't be used: maps show outlines", metadata: ["why": "\(fault.words)"])
        }
        files = Files(database: database, vault: vault)
        people = PeopleActs(
            database: database, world: world, vault: vault, configuration: configuration, security: heard,
            duties: TrainingGates())
        vouches = VouchActs(database: database, world: world, vault: vault, configuration: configuration)
        needs = NeedActs(
            database: database, world: world, vault: vault, configuration: configuration, places: places)
        offers = OfferActs(needs: needs)
        var talkKeepers = TalkKeepers()
        talkKeepers.register(NeedTalk(acts: needs))
        talk = TalkActs(
            database: database, world: world, vault: vault, configuration: configuration, keepers: talkKeepers,
            holdings: needs)
        members = MemberActs(
            database: database, world: world, vault: vault, configuration: configuration, vouches: vouches,
            holdings: needs,
            copies: [
                KnownCopies(database: database, configuration: configuration), ExportCopies(database: database),
            ], texts: talk, laterTables: OwnTable.ofOffers + OwnTable.ofVolunteers + OwnTable.ofTeams,
            laterTasks: [offers.tasks, MechanismActs.tasks, TrainingGates.tasks], duties: TrainingGates())
        volunteers = VolunteerActs(members: members, places: places)
        training = TrainingActs(members: members, volunteers: volunteers)
        fits = FitActs(needs: needs, volunteers: volunteers)
        mechanism = MechanismActs(needs: needs, members: members)
        frames = Frames(assets: assets, world: world, configuration: configuration)
        draining = Draining(seconds: configuration.drainSeconds, hub: hub)
        let metrics = Metrics(
            database: database, world: world, hub: hub, admission: admission, requests: requests,
            backups: configuration.backups, security: heard)
        let site = SiteRoutes(
            database: database, world: world, hub: hub, metrics: metrics, draining: draining, frames: frames)
        let account = PeopleRoutes(acts: people, frames: frames)
        let entrance = SignInRoutes(people: people, limiter: limiter, frames: frames)
        let web = CurlWeb()
        let providers = ProviderRoutes(
            people: people, openID: OpenIDClient(web: web, world: world, publicURL: configuration.publicURL),
            apps: AppClient(web: web, world: world), entrance: entrance, frames: frames, logger: logger)
        let security = SecurityRoutes(people: people, limiter: limiter, frames: frames)
        let channels = ChannelRoutes(people: people, limiter: limiter, frames: frames)
        let trust = TrustRoutes(acts: vouches, members: members, frames: frames)
        var keepers = FileKeepers()
        keepers.register(.need, needs.photoKeeper)
        keepers.register(.person, members.portraitKeeper)
        let talkDoors = TalkDoors(acts: talk, hub: hub)
        var parts = PageParts.ofTeams(mechanism)
        parts.register(.network) { frame, network in OfferParts.links(frame, network) }
        parts.addVolunteers(volunteers)
        parts.addFits()
        let doors: [[Endpoint]] = [
            site.endpoints,
            entrance.endpoints,
            providers.endpoints,
            account.endpoints,
            security.endpoints,
            channels.endpoints,
            PactRoutes(acts: members, frames: frames).endpoints,
            LevelRoutes(acts: members, frames: frames).endpoints,
            MatterRoutes(acts: members, frames: frames).endpoints,
            ProfileRoutes(acts: members, files: files, frames: frames).endpoints,
            JoinRoutes(acts: members, limiter: limiter, frames: frames).endpoints,
            GrowthRoutes(acts: members, frames: frames).endpoints,
            LeaveRoutes(acts: members, people: people, frames: frames).endpoints,
            RoleRoutes(acts: members, frames: frames).endpoints,
            VouchAskRoutes(acts: members, frames: frames).endpoints,
            OrganisationRoutes(acts: members, frames: frames).endpoints,
            WelcomeRoutes(acts: members, frames: frames, parts: parts).endpoints,
            CompanyRoutes(acts: members, frames: frames).endpoints,
            BranchRoutes(acts: members, frames: frames).endpoints,
            SafetyRoutes(acts: members, files: files, limiter: limiter, frames: frames).endpoints,
            ModerationRoutes(acts: members, limiter: limiter, frames: frames).endpoints,
            trust.endpoints,
            NeedRoutes(
                acts: needs, members: members, files: files, limiter: limiter, frames: frames, talk: talkDoors,
                parts: parts
            ).endpoints,
            PlaceRoutes(acts: needs, tiles: tiles, limiter: limiter, frames: frames).endpoints,
            SettingsRoutes(acts: needs, frames: frames).endpoints,
            ExportRoutes(acts: needs, frames: frames).endpoints,
            NeedAPI(acts: needs, members: members, limiter: limiter, hub: hub).endpoints,
            FileRoutes(files: files, keepers: keepers).endpoints,
            TalkRoutes(doors: talkDoors, frames: frames).endpoints,
            PaperRoutes(acts: needs, frames: frames).endpoints,
            SlipRoutes(acts: needs, limiter: limiter, frames: frames).endpoints,
            RestrictionRoutes(acts: needs, frames: frames).endpoints,
            EmergencyRoutes(acts: needs, frames: frames).endpoints,
            OfferRoutes(acts: offers, limiter: limiter, frames: frames).endpoints,
            OfferAPI(acts: offers).endpoints,
            VolunteerRoutes(acts: volunteers, frames: frames).endpoints,
            TrainingRoutes(acts: training, frames: frames).endpoints,
            FitRoutes(acts: fits, frames: frames).endpoints,
            MechanismRoutes(acts: mechanism, frames: frames).endpoints,
            PipelineRoutes(acts: PipelineActs(needs: needs), frames: frames).endpoints,
        ]
        let listed = doors.flatMap { $0 }
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
    public static let migrations: [Migration] = steps.flatMap { $0 }

    private static let steps: [[Migration]] = [
        [EventStore.migration, OnceStore.migration, ClockStore.migration, JobStore.migration],
        [PeopleStore.migration],
        NeedStore.migrations,
        [LimitStore.migration, KeyCheckStore.migration],
        [VouchStore.migration, StandingStore.migration, SignInStore.migration],
        [MemberStore.migration, PactStore.migration, LevelStore.migration, MatterStore.migration],
        [SuspensionStore.migration, JoinStore.migration, ProfileStore.migration, VisitStore.migration],
        [LeaveStore.migration, RoleStore.migration, OrganisationStore.migration, VaultStore.migration],
        NeedStore.later,
        NeedStore.emergencies,
        [ChannelStore.migration],
        [WeighingStore.migration, ConductStore.later, VouchAskStore.migration],
        [ServerStore.migration, OwnWordsStore.migration],
        [FileStore.migration, PortraitStore.migration, PassStore.migration, CertificateStore.migration],
        [SecondStore.migration, MediationStore.migration],
        [DoubleStore.migration],
        [RoleCallStore.migration, CompanyStore.migration, CampaignStore.migration, SpeakingStore.migration],
        [ProfileStore.freshness],
        [PlaceStore.migration],
        [ModerationStore.migration, ProfileLookStore.migration, RetentionStore.migration],
        NeedStore.latest,
        [UndoStore.migration, LookStore.migration, BreakStore.migration],
        [TalkStore.migration],
        [PaperStore.migration, SlipStore.migration],
        [EmergencyStore.migration],
        [ReadStore.migration],
        [OnCallStore.planners],
        [MechanismStore.migration],
        [RestrictionStore.migration],
        [SuspensionStore.later],
        [PaperStore.later],
        [PermitWaitStore.migration],
        [MechanismVoiceStore.migration],
        [AreaStore.migration],
        [OfferStore.migration],
        [VolunteerStore.migration, TrainingStore.migration],
    ]

    /// Reads from a store that is up to date what a change of the master key has left there.
    public static func keptLookup(of database: any Database) async throws -> [UInt8]? {
        try await database.read { db in try db.keptLookup() }
    }

    /// Changes the master key of this store, which nobody else may have open.
    public func rotate(to master: [UInt8]) async throws -> KeyRotation.Report {
        try await KeyRotation(old: vault, master: master).run(on: database, now: world.now())
    }

    /// Brings the schema up to date; the names of the steps it took.
    @discardableResult
    public func migrate() async throws -> [String] {
        try await database.migrate(App.migrations, now: world.now())
    }

    /// Says that this server runs on the store.
    func presence() -> PresenceService {
        let server = RunningServer(id: world.newID(), host: RunningServer.hostName, startedAt: world.now())
        return PresenceService(database: database, vault: vault, world: world, server: server, logger: logger)
    }

    /// What runs beside the server, ended in order when it ends.
    public func services() -> [any Service] {
        let mail: any MailPort =
            configuration.smtpURL.map {
                SMTPMail(
                    url: $0, user: configuration.smtpUser, password: configuration.smtpPassword,
                    from: configuration.mailFrom, world: world)
            } ?? LogMail(logger: logger)
        let unsent: any SMSPort = configuration.isDemonstration ? LogSMS(logger: logger) : NoSMS()
        let sms: any SMSPort = configuration.smsGateway.map { GatewaySMS(gateway: $0, web: CurlWeb()) } ?? unsent
        let failedOffer = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("an offer was not moved on", metadata: ["offer": "\(id)", "error": "\(error)"])
        }
        let backups: [any Service] =
            configuration.backups.map {
                [BackupService(plan: $0, backup: Backup(self), world: world, logger: logger)]
            } ?? []
        return backups + [
            EventService(database: database, hub: hub, vault: vault, logger: logger),
            JobService(
                database: database, vault: vault, world: world, mail: mail, sms: sms, logger: logger,
                onFailure: messageFailed),
            SweepService(
                sweeps: [
                    .init(name: "clocks", every: .seconds(2)) { [needs] in try await needs.sweep() },
                    .init(name: "bursts", every: .seconds(30)) { [needs] in try await needs.sweepBursts() },
                    .init(name: "doubles", every: .seconds(3)) { [needs] in try await needs.sweepDoubles() },
                    .init(name: "sign-ins", every: .seconds(600)) { [people] in try await people.signIns.sweep() },
                    .init(name: "tokens", every: .seconds(3600)) { [people] in try await people.sweepTokens() },
                    .init(name: "people's clocks", every: .seconds(5)) { [members] in try await members.sweepClocks() },
                    .init(name: "memberships", every: .seconds(5)) { [members] in try await members.sweep() },
                    .init(name: "suspensions", every: .seconds(60)) { [members] in
                        try await members.finishSuspensions()
                    },
                    .init(name: "retention", every: .seconds(3600)) { [members] in try await members.forgetOld() },
                    .init(name: "thanks", every: .seconds(5)) { [needs] in try await needs.sweepThanks() },
                    .init(name: "places", every: .seconds(5)) { [needs] in try await needs.sweepPlaces() },
                    .init(name: "vouches", every: .seconds(60)) { [vouches] in try await vouches.sweep() },
                    .init(name: "restrictions", every: .seconds(5)) { [needs, logger] in
                        try await needs.sweepRestrictions { id, error in
                            logger.error(
                                "telling of a restriction failed",
                                metadata: ["restriction": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "mechanism", every: .seconds(30)) { [mechanism] in try await mechanism.sweep() },
                    .init(name: "offers", every: .seconds(5)) { [offers] in try await offers.sweep(failed: failedOffer)
                    },
                    .init(name: "offers' people", every: .seconds(60)) { [offers] in
                        try await offers.sweepPeople(failed: failedOffer)
                    },
                    .init(name: "volunteers' hours", every: .seconds(60)) { [volunteers] in
                        try await volunteers.sweepHours()
                    },
                    .init(name: "training", every: .seconds(60)) { [training] in try await training.sweep() },
                    .init(name: "digests", every: .seconds(60)) { [talk] in try await talk.sendDigests() },
                ], logger: logger),
        ]
    }

    /// A message was given up after its last try; `subject` is what it told of.
    @Sendable private func messageFailed(_ kind: Job.Kind, _ subject: ID?) async throws {
        logger.error(
            "message given up",
            metadata: ["channel": "\(kind.rawValue)", "about": "\(subject?.description ?? "-")"])
        // Whoever asked must hear it another way.
        try await needs.messageFailed(kind, about: subject)
    }

    /// Refuses to serve over a line to the store that others can read, or on which another host can answer in its place.
    ///
    /// - Throws: ``Refusal/unreadable(_:)`` for a PostgreSQL elsewhere without `sslmode=verify-full`, unless the operator says by
    ///   `WEFT_STORAGE_LINE=trusted` that the line is safe by other means.
    public static func requireSafeLine(to url: String, environment: [String: String]) throws(Refusal) {
        guard isPostgres(url), environment["WEFT_STORAGE_LINE"] != "trusted",
            let line = PostgresLine(url: url, environment: environment)
        else { return }
        guard line.isServerProved || !line.leavesMachine else { throw .unreadable(SiteWords.unsafeLine) }
    }

    private static func isPostgres(_ url: String) -> Bool {
        url.hasPrefix("postgres://") || url.hasPrefix("postgresql://")
    }

    /// Opens the store that `url` names: a path, `sqlite:PATH` or `postgres://…`.
    public static func open(storage url: String, world: World) async throws -> any Database {
        if isPostgres(url) {
            return try await PostgresDatabase(
                url: url, jitter: { Double(world.number() >> 11) / Double(UInt64(1) << 53) })
        }
        let path = url.hasPrefix("sqlite:") ? String(url.dropFirst(7)) : url
        // Only to measure what shared commits gain.
        let most = ProcessInfo.processInfo.environment["WEFT_COMMIT_GROUP"].flatMap(Int.init)
        return try SQLiteDatabase(path: path, mostInGroup: most) { try EventSealer.seal($0, limit: 10_000) }
    }
}
