internal import CMalloc
internal import Database
internal import Logging
public import ServiceLifecycle

extension App {
    /// What runs beside the server, ended in order when it ends.
    public func services() -> [any Service] {
        let mail: any MailPort =
            configuration.smtpURL.map {
                SMTPMail(
                    url: $0, user: configuration.smtpUser, password: configuration.smtpPassword,
                    from: configuration.mailFrom, world: world, vault: vault)
            } ?? LogMail(logger: logger)
        let unsent: any SMSPort = configuration.isDemonstration ? LogSMS(logger: logger) : NoSMS()
        let sms: any SMSPort = configuration.smsGateway.map { GatewaySMS(gateway: $0, web: CurlWeb()) } ?? unsent
        let weChat: any WeChatPort =
            configuration.serviceAccount.map { account in
                let web = CurlWeb()
                return AccountWeChat(
                    account: account,
                    tokens: WeChatTokens(account: account, database: database, vault: vault, world: world, web: web),
                    web: web)
            } ?? NoWeChat()
        let failedOffer = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("an offer was not moved on", metadata: ["offer": "\(id)", "error": "\(error)"])
        }
        let failedTeam = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("a team was not moved on", metadata: ["team": "\(id)", "error": "\(error)"])
        }
        let failedDrift = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("drift was not followed", metadata: ["about": "\(id)", "error": "\(error)"])
        }
        let failedGovernance = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("governance was not moved on", metadata: ["about": "\(id)", "error": "\(error)"])
        }
        let failedCharter = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("a charter was not moved on", metadata: ["of": "\(id)", "error": "\(error)"])
        }
        let failedAlign = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("what is agreed on was not moved on", metadata: ["about": "\(id)", "error": "\(error)"])
        }
        let failedThanks = { @Sendable [logger] (id: ID, error: any Error) in
            logger.error("thanks were not weighed", metadata: ["of": "\(id)", "error": "\(error)"])
        }
        let backups: [any Service] =
            configuration.backups.map {
                [BackupService(plan: $0, backup: Backup(self), world: world, logger: logger)]
            } ?? []
        func jobs(_ kinds: [Job.Kind]) -> JobService {
            JobService(
                kinds: kinds, database: database, vault: vault, world: world, mail: mail, sms: sms,
                robots: robots.sender, weChat: weChat, logger: logger, onFailure: messageFailed,
                onSent: { [world] job, db in try db.noteTaken(job, at: world.now()) },
                goesToWeChat: { [needs] job, message, db in try needs.isLinked(message, of: job, db) })
        }
        return backups + [
            EventService(database: database, hub: hub, vault: vault, logger: logger),
            jobs([.mail, .sms, .wechat]),
            // A platform that keeps its callers waiting keeps no mail waiting.
            jobs([.robot]),
            SweepService(
                sweeps: [
                    .init(name: "clocks", every: .seconds(2)) { [needs, logger] in
                        try await needs.sweep { id, error in
                            logger.error(
                                "a need was not handed on at a shift's end",
                                metadata: ["need": "\(id)", "error": "\(error)"])
                        }
                    },
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
                    .init(name: "needs at partners", every: .seconds(5)) { [needs, logger] in
                        try await needs.sweepReferrals { id, error in
                            logger.error(
                                "a need at a partner was not moved on",
                                metadata: ["about": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "endings", every: .seconds(5)) { [needs] in try await needs.sweepEndings() },
                    .init(name: "looks at what is shared", every: .seconds(3)) { [members] in
                        try await members.sweepLooks()
                    },
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
                    .init(name: "charters", every: .seconds(30)) { [charter] in
                        try await charter.sweep(failed: failedCharter)
                    },
                    .init(name: "offers", every: .seconds(5)) { [offers] in try await offers.sweep(failed: failedOffer)
                    },
                    .init(name: "offers' places", every: .seconds(5)) { [offers] in try await offers.sweepPlaces() },
                    .init(name: "offers' people", every: .seconds(60)) { [offers] in
                        try await offers.sweepPeople(failed: failedOffer)
                    },
                    .init(name: "volunteers' hours", every: .seconds(60)) { [volunteers] in
                        try await volunteers.sweepHours()
                    },
                    .init(name: "calls for help", every: .seconds(3)) { [waves, logger] in
                        try await waves.sweep { id, error in
                            logger.error(
                                "a call for help was not moved on", metadata: ["call": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "markets", every: .seconds(2)) { [fits] in try await fits.renew() },
                    .init(name: "plans", every: .seconds(1)) { [plans] in try await plans.sweep() },
                    .init(name: "plans accepted whole", every: .seconds(2)) { [plans, logger] in
                        try await plans.sweepTurns { id, error in
                            logger.error(
                                "a part of a plan was not carried out",
                                metadata: ["plan": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "old plans", every: .seconds(3600)) { [plans] in try await plans.forgetOld() },
                    .init(name: "old askings", every: .seconds(3600)) { [waves] in try await waves.forgetOld() },
                    .init(name: "turns of robots", every: .seconds(3600)) { [robots] in try await robots.forgetOld() },
                    .init(name: "memory after a rush", every: .seconds(5)) { [admission] in
                        // A thousand connections leave the allocator's pages full of holes: it gives them back only when asked.
                        if admission.endedRush() { malloc_trim(0) }
                    },
                    .init(name: "training", every: .seconds(60)) { [training] in try await training.sweep() },
                    .init(name: "small tasks", every: .seconds(300)) { [small, logger] in
                        try await small.sweep { id, error in
                            logger.error(
                                "a small task was not ended", metadata: ["task": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "points", every: .seconds(5)) { [points] in
                        try await points.sweep(failed: failedThanks)
                    },
                    .init(name: "old thanks", every: .seconds(3600)) { [points] in try await points.forgetOld() },
                    .init(name: "teams", every: .seconds(10)) { [teams] in try await teams.sweep(failed: failedTeam) },
                    .init(name: "teams' roles", every: .seconds(60)) { [teams] in
                        try await teams.sweepRoles(failed: failedTeam)
                    },
                    .init(name: "teams' people", every: .seconds(20)) { [teams] in
                        try await teams.sweepPeople(failed: failedTeam)
                    },
                    .init(name: "conversations", every: .seconds(5)) { [conversations, logger] in
                        try await conversations.sweep { id, error in
                            logger.error(
                                "a conversation was not moved on",
                                metadata: ["conversation": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "conversations that ended", every: .seconds(600)) { [conversations, logger] in
                        try await conversations.sweepLate { id, error in
                            logger.error(
                                "what waited in a conversation that ended was not answered",
                                metadata: ["conversation": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "what people do", every: .seconds(60)) { [doings, logger] in
                        try await doings.sweep { id, error in
                            logger.error(
                                "what somebody does was not moved on",
                                metadata: ["doing": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "old teams", every: .seconds(3600)) { [teams, doings] in
                        try await teams.forgetOld(failed: failedTeam)
                        try await doings.forgetOld()
                    },
                    .init(name: "sheets of questions", every: .seconds(20)) { [questions] in
                        try await questions.sweep(failed: failedAlign)
                    },
                    .init(name: "preconditions", every: .seconds(60)) { [readiness] in
                        try await readiness.sweep(failed: failedAlign)
                    },
                    .init(name: "goals", every: .seconds(60)) { [goals] in
                        try await goals.sweep(failed: failedAlign)
                    },
                    .init(name: "proposals", every: .seconds(5)) { [proposals, logger] in
                        try await proposals.sweep { id, error in
                            logger.error(
                                "a proposal was not moved on", metadata: ["proposal": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "decisions counted again", every: .seconds(1200)) { try await countAgain() },
                    .init(name: "proposals' people", every: .seconds(60)) { [proposals, delegations, logger] in
                        try await delegations.sweep { id, error in
                            logger.error(
                                "a voice that was passed on did not come back",
                                metadata: ["delegation": "\(id)", "error": "\(error)"])
                        }
                        try await proposals.sweepPeople { id, error in
                            logger.error(
                                "a proposal was not passed on", metadata: ["proposal": "\(id)", "error": "\(error)"])
                        }
                    },
                    .init(name: "governance", every: .seconds(5)) { [governance] in
                        try await governance.sweep(failed: failedGovernance)
                    },
                    .init(name: "seats", every: .seconds(60)) { [governance] in
                        try await governance.sweepSeats(failed: failedGovernance)
                    },
                    .init(name: "chains", every: .seconds(60)) { [governance] in
                        try await governance.sweepChains(failed: failedGovernance)
                    },
                    .init(name: "drift", every: .seconds(5)) { [drift] in try await drift.sweep(failed: failedDrift) },
                    .init(name: "digests", every: .seconds(60)) { [talk] in try await talk.sendDigests() },
                ], logger: logger),
        ]
    }

    /// By night each decision is counted again from what was said. What differs stands in the log and in the figures until it is
    /// mended: `weft doctor` says how. A network that can't be counted keeps no other from it.
    func countAgain() async throws {
        let now = world.now()
        guard recount.isDue(at: now) else { return }
        var wrong = 0
        for network in try await database.read({ db in try db.networks() }) {
            try Task.checkCancellation()
            do {
                for decision in try await proposals.miscounted(in: network.id) {
                    wrong += 1
                    logger.error(
                        "a decision is not what was said",
                        metadata: ["network": "\(network.slug)", "proposal": "\(decision)"])
                }
            } catch {
                logger.error(
                    "decisions were not counted again",
                    metadata: ["network": "\(network.slug)", "error": "\(error)"])
            }
        }
        recount.found(wrong, at: now)
    }

    /// A message was given up after its last try, or its reader takes none by this way.
    @Sendable private func messageFailed(_ job: Job, _ isRefused: Bool) async throws {
        let kind = job.kind, subject = job.subject
        logger.log(
            level: isRefused ? .notice : .error, "message given up",
            metadata: ["channel": "\(kind.rawValue)", "about": "\(subject?.description ?? "-")"])
        // Robots have said it themselves: to whoever entered them, and another way to whoever is asked.
        guard kind != .robot else { return }
        // Whoever asked must hear it another way.
        if kind == .wechat { return try await needs.weChatFailed(job, isRefused: isRefused) }
        try await needs.messageFailed(
            kind, about: subject, topic: needs.topic(of: job), to: needs.address(of: job))
        try await offers.messageFailed(kind, about: subject)
    }
}
