public import Database
internal import Foundation
public import Logging
internal import Hummingbird

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
    let recount = Recount()
    let assets: Assets
    let frames: Frames
    let logger: Logger
    public let people: PeopleActs
    public let vouches: VouchActs
    public let members: MemberActs
    public let needs: NeedActs
    public let offers: OfferActs
    let volunteers: VolunteerActs
    public let training: TrainingActs
    let fits: FitActs
    let small: SmallActs
    let waves: WaveActs
    let robots: RobotActs
    let plans: PlanActs
    let talk: TalkActs
    let mechanism: MechanismActs
    let charter: CharterActs
    let cards: CardActs
    let questions: QuestionActs
    let readiness: ReadinessActs
    let goals: GoalActs
    let proposals: ProposalActs
    let ballots: BallotActs
    let delegations: DelegationActs
    let teams: TeamActs
    let doings: DoingActs
    let points: PointsActs
    let badges: BadgeActs
    let conversations: ConversationActs
    let drift: DriftActs
    let governance: GovernanceActs
    let endpoints: [Endpoint]
    /// The addresses, with their parameters in braces, at which a page can be read.
    let pages: Set<String>
    /// What bringing the store up to date has done, when it was opened.
    public var upgraded: Upgrade.Report?
    let masterKey: [UInt8]
    let sealedLookup: [UInt8]?

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
        var circle = ThanksCircle.ofNeeds
        circle.register(.offered) { need, db in try db.offerersThanked(for: need) }
        circle.register(outside: OfferActs.tellEnd)
        circle.register(.answered) { need, db in try db.everAsked(for: need) }
        circle.register(.joined) { need, db in try db.everInTeam(of: need) }
        needs = NeedActs(
            database: database, world: world, vault: vault, configuration: configuration, places: places,
            circle: circle, under: [TeamsUnder()], limits: VolunteerLimits())
        offers = OfferActs(needs: needs)
        var talkKeepers = TalkKeepers()
        talkKeepers.register(NeedTalk(acts: needs))
        talkKeepers.register(TeamTalk())
        talkKeepers.register(ProposalTalk())
        // Who hands out papers and counts them.
        ballots = BallotActs(database: database, world: world, vault: vault)
        talk = TalkActs(
            database: database, world: world, vault: vault, configuration: configuration, keepers: talkKeepers,
            holdings: needs)
        members = MemberActs(
            database: database, world: world, vault: vault, configuration: configuration, vouches: vouches,
            holdings: needs,
            copies: [
                KnownCopies(database: database, configuration: configuration), ExportCopies(database: database),
            ], texts: talk,
            laterTexts: [
                .offer: offers, .card: CardTexts(vault: vault), .doing: DoingTexts(),
                .translation: SmallTexts(vault: vault),
                .statement: StatementTexts(world: world),
            ].merging(AlignTexts.all(vault, world)) { $1 },
            looks: ViewCounter(vault: vault, world: world),
            laterTables: App.tablesOfMembers,
            laterTasks: [
                NeedActs.referralTasks, NeedActs.coSignTasks, offers.tasks, MechanismActs.tasks, TrainingGates.tasks,
                WaveActs.tasks(vault),
                TeamActs.tasks,
                DoingActs.tasks,
                QuestionActs.tasks,
                ReadinessActs.tasks,
                GoalActs.tasks,
                ProposalActs.tasks(ballots),
                ConversationActs.tasks,
                DriftActs.tasks,
                GovernanceActs.tasks,
                CharterActs.tasks,
            ], duties: TrainingGates())
        volunteers = VolunteerActs(members: members, places: places)
        training = TrainingActs(members: members, volunteers: volunteers)
        fits = FitActs(needs: needs, volunteers: volunteers)
        small = SmallActs(needs: needs, volunteers: volunteers)
        robots = RobotActs(
            sender: RobotSender(members: members, web: CurlWeb(), topics: WaveActs.robotTopics(world, vault)),
            scopes: TeamActs.robotScopes)
        waves = WaveActs(fits: fits, robots: robots)
        plans = PlanActs(fits: fits, offers: offers, waves: waves)
        mechanism = MechanismActs(needs: needs, members: members, agreed: CharterActs.agreed)
        teams = TeamActs(needs: needs, members: members)
        doings = DoingActs(members: members, places: places)
        questions = QuestionActs(members: members, later: AlignSheets.all)
        readiness = ReadinessActs(questions: questions)
        goals = GoalActs(members: members)
        // What proposals decide about elsewhere: each part of aligning registers its own here.
        var subjects = ProposalKeepers()
        subjects.register(SeatKeeper(members: members))
        // With a body end those about its seats.
        let ofSeats = ProposalActs(members: members, keepers: subjects, ballots: ballots)
        subjects.register(GovernanceKeeper(members: members, proposals: ofSeats))
        subjects.register(RoleKeeper(members: members))
        subjects.register(CharterKeeper(members: members))
        subjects.register(MatrixKeeper(members: members))
        subjects.register(fixedPoints: { network, db in try db.coreClauses(of: network) })
        proposals = ProposalActs(members: members, keepers: subjects, ballots: ballots)
        delegations = DelegationActs(members: members)
        charter = CharterActs(members: members, proposals: proposals)
        // Other parts of aligning register here where what a conversation showed can go on.
        var outlets = StatementOutlets()
        outlets.register(charter.outlet)
        outlets.register(proposals.outlet)
        conversations = ConversationActs(members: members, outlets: outlets)
        badges = BadgeActs(members: members)
        drift = DriftActs(members: members) { [charter] reason, learnt, viewer, network in
            _ = try await charter.begin(
                RenewalDraft(reason: reason, learnt: learnt), of: .network(network), by: viewer)
        }
        governance = GovernanceActs(members: members, proposals: proposals)
        points = PointsActs(members: members, badges: badges.keeper)
        let font = CardFont.find(configuration.cardFont)
        if font?.readsChinese != true {
            logger.warning("no font with Chinese letters was found: cards show a QR code in their pictures")
        }
        cards = CardActs(needs: needs, members: members, printer: CardPrinter(font: font))
        var caseParts = CaseParts()
        caseParts.addCards(cards)
        caseParts.addSmallTasks(small)
        caseParts.addWaves(waves)
        caseParts.addFits()
        frames = Frames(assets: assets, world: world, configuration: configuration)
        draining = Draining(seconds: configuration.drainSeconds, hub: hub)
        let metrics = Metrics(
            database: database, world: world, hub: hub, admission: admission, requests: requests,
            backups: configuration.backups, security: heard, recount: recount)
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
        var trust = TrustRoutes(acts: vouches, members: members, frames: frames)
        var keepers = FileKeepers()
        keepers.register(.need, needs.photoKeeper)
        keepers.register(.claim, needs.claimPhotoKeeper)
        keepers.register(.check, needs.checkPhotoKeeper)
        keepers.register(.person, members.portraitKeeper)
        keepers.register(.training, training.pictureKeeper)
        let talkDoors = TalkDoors(acts: talk, hub: hub)
        let pipelines = PipelineActs(needs: needs)
        var parts = PageParts.ofTeams(mechanism)
        parts.register(ways: OfferParts.ways)
        parts.addVolunteers(volunteers)
        parts.addFits()
        parts.addCards()
        parts.addTeams(teams)
        parts.addSmallTasks(small)
        parts.addWaves()
        parts.addRobots()
        parts.addPlans()
        parts.register(ways: AlignParts.ways)
        // Each part of aligning hands in its own line here, in any order.
        let cognition = CognitionActs(members: members, talks: CognitionActs.talks(conversations))
        var align = AlignParts()
        align.addSheets(readiness)
        align.addRoadMap(goals)
        align.addCognition(cognition)
        align.addProposals(proposals)
        align.register(conversations.lines)
        let conversationDoors = ConversationDoors(acts: conversations, limiter: limiter)
        align.register(governance.line)
        align.register(drift.line)
        align.addCharter(charter)
        let duties = AllDuties(acts: needs, later: [offers, teams])
        let guests = OfferDoorRoutes(acts: offers, members: members, limiter: limiter, frames: frames)
        parts.addThanks(points)
        trust.parts = parts
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
            CompanyRoutes(acts: members, frames: frames, parts: parts).endpoints,
            BranchRoutes(acts: members, frames: frames).endpoints,
            SafetyRoutes(acts: members, files: files, limiter: limiter, frames: frames).endpoints,
            ModerationRoutes(acts: members, limiter: limiter, frames: frames).endpoints,
            trust.endpoints,
            NeedRoutes(
                acts: needs, members: members, files: files, limiter: limiter, frames: frames, talk: talkDoors,
                parts: parts, duties: duties, otherCodes: guests, caseParts: caseParts,
                weChat: configuration.serviceAccount.map { WeChatDoor(account: $0, web: web, logger: logger) }
            ).endpoints,
            PlaceRoutes(acts: needs, tiles: tiles, limiter: limiter, frames: frames).endpoints,
            SettingsRoutes(acts: needs, frames: frames).endpoints,
            ExportRoutes(acts: needs, frames: frames).endpoints,
            NeedAPI(acts: needs, members: members, limiter: limiter, hub: hub, duties: duties).endpoints,
            FileRoutes(files: files, keepers: keepers).endpoints,
            TalkRoutes(doors: talkDoors, frames: frames).endpoints,
            PaperRoutes(acts: needs, frames: frames).endpoints,
            SlipRoutes(acts: needs, limiter: limiter, frames: frames).endpoints,
            ReferredRoutes(acts: needs, frames: frames).endpoints,
            CoSignRoutes(acts: needs, frames: frames).endpoints,
            RestrictionRoutes(acts: needs, frames: frames).endpoints,
            EmergencyRoutes(acts: needs, frames: frames).endpoints,
            OfferRoutes(acts: offers, limiter: limiter, frames: frames, parts: parts).endpoints,
            CardRoutes(acts: cards, frames: frames).endpoints,
            VolunteerCardRoutes(acts: cards, frames: frames).endpoints,
            RecordRoutes(acts: cards, frames: frames).endpoints,
            OfferAskedRoutes(acts: offers, members: members, limiter: limiter, frames: frames).endpoints,
            OfferAPI(acts: offers, limiter: limiter).endpoints,
            guests.endpoints,
            VolunteerRoutes(acts: volunteers, frames: frames).endpoints,
            TrainingRoutes(acts: training, files: files, limiter: limiter, frames: frames).endpoints,
            FitRoutes(acts: fits, frames: frames).endpoints,
            FitWeightRoutes(acts: fits, frames: frames).endpoints,
            SmallRoutes(acts: small, frames: frames).endpoints,
            MineRoutes(acts: MineActs(needs: needs, volunteers: volunteers), frames: frames, parts: parts).endpoints,
            WaveRoutes(acts: waves, frames: frames).endpoints,
            PlanRoutes(acts: plans, frames: frames).endpoints,
            AskedRoutes(acts: waves, limiter: limiter, frames: frames).endpoints,
            HandsRoutes(acts: waves, frames: frames).endpoints,
            RobotRoutes(
                acts: robots, own: OwnRobotActs(signIns: people.signIns, robots: robots), limiter: limiter,
                frames: frames
            ).endpoints,
            MechanismRoutes(acts: mechanism, frames: frames).endpoints,
            PointsRoutes(acts: points, badges: badges, frames: frames).endpoints,
            BadgeRoutes(acts: badges, limiter: limiter, frames: frames).endpoints,
            PipelineRoutes(acts: pipelines, frames: frames).endpoints,
            TeamRoutes(acts: teams, talk: talk, frames: frames).endpoints,
            DoingRoutes(acts: doings, frames: frames).endpoints,
            CharterRoutes(acts: charter, frames: frames).endpoints,
            QuestionRoutes(acts: questions, frames: frames).endpoints,
            ReadinessRoutes(acts: readiness, frames: frames).endpoints,
            RoadMapRoutes(acts: goals, frames: frames).endpoints,
            CognitionRoutes(acts: cognition, frames: frames).endpoints,
            ValueRoutes(
                survey: ValueSurvey(questions: questions, hand: ValueSurvey.toCharter(charter)), frames: frames
            ).endpoints,
            AlignRoutes(parts: align, frames: frames).endpoints,
            SaidRoutes(members: members).endpoints,
            ProposalRoutes(acts: proposals, talk: talk, frames: frames).endpoints,
            BallotRoutes(acts: ballots, proposals: proposals, frames: frames).endpoints,
            DelegationRoutes(acts: delegations, frames: frames).endpoints,
            ConversationRoutes(acts: conversations, doors: conversationDoors, frames: frames).endpoints,
            ConversationAPI(acts: conversations, doors: conversationDoors, hub: hub).endpoints,
            DriftRoutes(acts: drift, frames: frames).endpoints,
            GovernanceRoutes(acts: governance, frames: frames).endpoints,
            LayerRoutes(acts: LayerActs(teams: teams, doings: doings, pipelines: pipelines), frames: frames).endpoints,
        ]
        let listed = doors.flatMap { $0 }
        endpoints = listed + [OpenAPI.endpoint(for: listed)]
        pages = Set(listed.filter { $0.method == .get && $0.surface == .page }.map(\.path))
    }
}
