/// An act that somebody may or may not do. Every route, command and job asks for one.
public enum Act: String, Sendable, CaseIterable {
    case seeSite, signIn, seeSelf, seeNetwork, seeWaiting, seeEvents, seeOperations
    case seeBoard, seeNeed, seeCase, submit, submitFor, importNeeds, exportNeeds, exportPrivate
    case seeQueue, openItem, skip, acknowledge, verify, publish, reject, askInformation, cannotReach, reached
    case merge, unmerge, dismissDuplicate, endKnownInstitution, markUnmet, reopen, close, assess
    case track, add, correct, answer, withdraw, confirm, notDelivered, stillNeeded, rate, forgetMe
    case claim, progress, deliver, confirmDelivery, release, dispute, settle
    case askCoSign, answerCoSign, setAllowance, receiveInbound, agree
    case reveal, letThrough, revealOwnQueue, offerHandover, answerHandover, assign
    case logCall, reportCall, endReport, setReach
    case undo, lookAgain, takeBreak, seeBriefing, handOverAll
    case seeEmergencies, editEmergency, move
    case takeRing, seeLoad, seeRoster, editRoster, seeSettings, editSettings, operate
    case seeMembers, vouch, askForVouch, answerAsk, seeStanding, seeTrustHealth, deriveTrust
    case signPact, publishPact, chooseLevel, promise
    case seeMatters, openMatter, assignMatter, suspend, seeSuspension, appeal
    case leave, nominate, nameAnchor, objectToRole, takeRole, layDownRole, endRole, claimOrganisation, editOrganisation
    case issuePaper, typePaper, printList, keepLink, makeSlip, endSlip, seeSlip
    case goOut, carryPass, scanPass, keepVisit
    case seeRestrictions, setRestriction, statePermit, decidePermit, passToAuthority, answerAuthority
    case referNeed, agreeToReferral, seeReferred, answerReferral
    case seePasses, seeFile, addPhoto, removePhoto, certify, standBy
    case seeSuggestions, seeCompany, rest
    case seeExports, decideExport, reportText, moderate, appealText, lookAtProfile, seeLooks
    case seePosts, writePost, releasePost, followPosts
    case keepVolunteer, seeVolunteers, seeTraining, takeTraining, writeTraining, gateTraining, seeTrained
    case doSmallTask, settleSmallTask, seeOwnRecord
    case seeMatches, seeOfferMatches, seeOwnMatches, callForHelp, answerAsking, seeOwnAskings, seeCall, answerCall,
        planAll, acceptPlan
    case keepRobots
    case draftMechanism, decideMechanism, seePipelines
    case seeTeams, openTeam, keepTeam, joinTeam, answerTeam, seeClusters, seeOrganisation, sayDoing, helpDoing
    case seeProposals, propose, answerProposal, keepProposal
    case seePoints, keepPoints, reverseAward, confirmShift, seeThanks
    case seeCertificate, giveBadge, keepBadges, ownBadges
    case seeOffers, offer, importOffers, exportOffers, seeOfferFile, acknowledgeOffer, verifyOffer, listOffer
    case rejectOffer, keepOffer, reopenOffer, useOffer, answerUse, endUse, lookAtOffer
    case seeGovernance, draftGovernance, nameForSeat, answerSeat, sitInCouncil, seeOversight, findForOversight
    case answerFinding, seeDrift, keepDrift, answerDrift
    case share, seeCard, keepCard, keepRecord, seeRecord
    case settleReadiness, ownPrecondition, seeRoadMap, keepRoadMap, moveGoal
    case seeCognition, writeCognition, keepCognition
    case seeAlign, seeSheets, answerSheet, keepSheet
    case castBallot, passVoice
    case seeConversations, answerConversation, openConversation, keepConversation, importConversation
    case seeCharter, draftCharter, suggestToCharter, answerSuggestions, takeStance
    case followInvitation, join, invite, reviewReferrals, callVolunteers, recognisePartner, seeOwnPath, welcomeNewcomers
}

/// The policy, written once. What is not in the table is refused.
public enum Policy {
    public static let rows: [PolicyRow] = {
        let desk: [Caller] = [.role(.coordinator), .role(.intake), .role(.verifier), .role(.dispatcher), .operator]
        let leads: [Caller] = [.role(.coordinator), .steward, .operator]
        let requester: Caller = .tie(.requester)
        return [
            PolicyRow(.seeSite, [.everyone], "The front door is open."),
            PolicyRow(.signIn, [.everyone], "Whoever has a code may try it; guesses are limited."),
            PolicyRow(.seeSelf, [.person, .operator], "One's own account."),
            PolicyRow(.seeNetwork, [.everyone], "A network has a public face."),
            PolicyRow(.seeWaiting, [.member, .suspended, .person], "Home is what waits for oneself."),
            PolicyRow(.seeEvents, [.everyone], "Each event carries its own audience."),
            PolicyRow(.seeOperations, [.everyone], "Health only; metrics are bound to addresses."),
            PolicyRow(.seeBoard, [.everyone], "The board shows to each tier what is published to it."),
            PolicyRow(.seeNeed, [.everyone], "What is hidden from the viewer answers 404."),
            PolicyRow(
                .seeCase, desk + [.steward, .tie(.owner), .tie(.holder), .tie(.submitter), requester],
                "Working a case takes its description, checks and calls."),
            PolicyRow(.submit, [.everyone], "Whoever lacks something may say so, without an account."),
            PolicyRow(.submitFor, [.member, .operator], "A member may speak for somebody and answers for it by name."),
            PolicyRow(
                .importNeeds, [.role(.coordinator), .role(.dataSteward), .role(.intake), .steward, .operator],
                "Many needs at once are a desk's work."),
            PolicyRow(.exportNeeds, [.everyone], "An export holds only what its reader may see."),
            PolicyRow(
                .exportPrivate, [.role(.dataSteward), .role(.coordinator), .operator],
                "Private columns are a bulk reveal: purpose and record."),
            PolicyRow(
                .seeExports, leads + [.role(.dataSteward)],
                "Who may ask for contacts, and who decides about it, see what was asked and given out."),
            PolicyRow(
                .decideExport, [.role(.dataSteward), .role(.coordinator), .steward],
                "Many contacts at once take a second person."),
            PolicyRow(
                .reportText, [.everyone],
                "Whoever can read a text may say that it must not stand; strangers a few times."),
            PolicyRow(.moderate, leads, "Hiding takes a reason, leaves a stub and can be undone."),
            PolicyRow(
                .appealText, [.member, .suspended, requester],
                "Whose text was hidden asks another to look again; the rule says whose it is."),
            PolicyRow(.seeLooks, leads, "Who leads sees who looks at contacts, and asks why."),
            PolicyRow(
                .lookAtProfile, [.member], "How a member is reached is shown by an act that they can see, some a day."),
            PolicyRow(.seeQueue, desk + [.steward], "The desk works it."),
            PolicyRow(.openItem, [.role(.verifier), .role(.intake), .role(.coordinator)], "Opening takes the lock."),
            PolicyRow(
                .skip, [.role(.verifier), .role(.intake), .role(.coordinator)],
                "Tired or unsure, one passes an item on, with the reason."),
            PolicyRow(.acknowledge, desk + [.tie(.owner)], "A first answer by somebody of the desk."),
            PolicyRow(
                .verify, [.role(.verifier), .role(.coordinator)],
                "Verifying is a trained duty, not of one's own submissions; a coordinator decides where two disagree."),
            PolicyRow(.publish, [.role(.dispatcher), .role(.coordinator)], "Publishing is the dispatcher's act."),
            PolicyRow(.reject, desk + [.tie(.owner)], "With a reason that the requester reads."),
            PolicyRow(.askInformation, desk + [.tie(.owner)], "A question to the requester."),
            PolicyRow(.cannotReach, desk + [.tie(.owner)], "An attempt is recorded by whoever made it."),
            PolicyRow(.reached, desk + [.tie(.owner)], "So is its end."),
            PolicyRow(.merge, desk, "A person decides what is a duplicate; it can be undone."),
            PolicyRow(.unmerge, desk, "Whoever may merge may undo it."),
            PolicyRow(.dismissDuplicate, desk, "A person decides what is none."),
            PolicyRow(
                .endKnownInstitution, [.role(.verifier), .role(.coordinator)],
                "Whoever verifies may say that a standing verification holds no more."),
            PolicyRow(
                .markUnmet, [.role(.coordinator), .role(.dispatcher), .tie(.owner), .operator, .system],
                "Said openly, with what was tried."),
            PolicyRow(.reopen, desk + [.tie(.owner), requester], "An end can be wrong."),
            PolicyRow(
                .close, [.role(.coordinator), .role(.dispatcher), .tie(.owner), .operator, .system],
                "After confirmation; by itself after seven days."),
            PolicyRow(.assess, desk, "Urgency as assessed stands beside urgency as asked."),
            PolicyRow(.track, [.everyone], "By secret link, or by code and last digits; guesses are limited."),
            PolicyRow(.add, [requester, .tie(.owner), .tie(.submitter)], "More to say about one's own need."),
            PolicyRow(
                .correct, [requester, .tie(.owner), .tie(.submitter), .tie(.holder)],
                "Whoever knows it better corrects it; verified fields are checked again."),
            PolicyRow(.answer, [requester, .tie(.submitter)], "The requester answers what she was asked."),
            PolicyRow(.withdraw, [requester, .tie(.submitter), .role(.coordinator), .operator], "It is her need."),
            PolicyRow(
                .confirm, [requester, .tie(.submitter), .tie(.owner), .role(.coordinator)],
                "She says that it arrived; a member on her behalf says so with a note."),
            PolicyRow(.notDelivered, [requester, .tie(.submitter)], "She says that it did not."),
            PolicyRow(.stillNeeded, [requester, .tie(.submitter), .tie(.owner)], "Freshness is asked of her."),
            PolicyRow(.rate, [requester], "A word afterwards."),
            PolicyRow(
                .forgetMe, [.tie(.requesterInFull)],
                "She who holds the secret link may have what is hers destroyed once her need has ended."),
            PolicyRow(.claim, [.member], "A promise has a name; limits hold off hoarding."),
            PolicyRow(.progress, [.tie(.claimant)], "About one's own claim."),
            PolicyRow(.deliver, [.tie(.claimant)], "About one's own claim."),
            PolicyRow(
                .confirmDelivery, [requester, .tie(.submitter), .tie(.owner), .role(.coordinator)],
                "The receiving side confirms."),
            PolicyRow(
                .release, [.tie(.claimant), .tie(.owner), .role(.coordinator), .system],
                "Without blame; by itself when its time is long past."),
            PolicyRow(
                .dispute, [requester, .tie(.submitter), .tie(.claimant), .tie(.owner)],
                "Either side may disagree."),
            PolicyRow(.settle, leads + [.tie(.owner)], "A dispute has an owner."),
            PolicyRow(
                .reveal, [.tie(.claimant), .role(.coordinator), .tie(.owner)],
                "Only with a purpose, recorded, shown to the requester."),
            PolicyRow(
                .letThrough, leads + [.tie(.owner)],
                "Whoever answers for the need says whether somebody whom nobody vouches for may see the contact."),
            PolicyRow(
                .revealOwnQueue, [.tie(.holder), .tie(.owner), .tie(.claimant)],
                "Opening an item of one's own work or claim is the reveal: the act says what for."),
            PolicyRow(.issuePaper, desk + [.steward], "Paper goes out in the network's name, by its desk."),
            PolicyRow(.typePaper, desk, "Whoever types in a paper speaks for who filled it in, by name."),
            PolicyRow(.printList, [.member, .operator], "Where there is no power the board is paper."),
            PolicyRow(.keepLink, [.tie(.requesterInFull)], "Her link goes to her own number, at her own wish."),
            PolicyRow(
                .makeSlip, [.tie(.claimant)],
                "Whoever promised and may see the contact answers for who drives for them."),
            PolicyRow(
                .endSlip, leads + [.tie(.claimant), .tie(.owner)], "What was given to a driver is taken back at once."),
            PolicyRow(.seeSlip, [.everyone], "A driver need not be a member; each opening is on record."),
            PolicyRow(
                .offerHandover, [.tie(.owner), .role(.coordinator), .steward, .operator],
                "The owner offers; a coordinator may for them."),
            PolicyRow(.answerHandover, [.tie(.invited)], "Hand-over is by acceptance."),
            PolicyRow(.assign, leads + [.system], "Reassignment by those who answer for the desk, or by a clock."),
            PolicyRow(.logCall, desk + [.tie(.owner)], "Whoever calls her writes down how it ended."),
            PolicyRow(.reportCall, [requester], "She says that a caller was not one of us."),
            PolicyRow(.endReport, leads + [.tie(.owner)], "Whoever answers for it says what it was."),
            PolicyRow(
                .setReach, [.tie(.requesterInFull), .tie(.submitter)],
                "How she is reached is hers to say, by her own link."),
            PolicyRow(.undo, [.member], "Whoever did it takes it back, within the minute; the rule says who."),
            PolicyRow(
                .lookAgain, [.role(.verifier), .role(.coordinator)],
                "A second look is a verifier's, never of one's own work; the rule says who."),
            PolicyRow(
                .takeBreak, [.role(.verifier), .role(.intake), .role(.dispatcher), .role(.coordinator)],
                "Whoever works at the desk may rest."),
            PolicyRow(.seeBriefing, desk + [.steward], "Whoever comes on shift reads how things stand."),
            PolicyRow(.handOverAll, [.member], "What one answers for oneself; the rule says what that is."),
            PolicyRow(
                .seeEmergencies, [.everyone], "What is done about an emergency, and how to be safe, is for everybody."),
            PolicyRow(
                .editEmergency, leads, "Whoever answers for the network opens an emergency, moves it on and closes it."),
            PolicyRow(.move, desk, "To which emergency a need belongs is the desk's to see."),
            PolicyRow(.takeRing, [.member], "Whoever was woken for it may take it; the rule says who was."),
            PolicyRow(.seeLoad, leads + [.role(.dispatcher)], "Who carries how much."),
            PolicyRow(.seeRoster, [.member], "Everybody may know who is on duty."),
            PolicyRow(.editRoster, leads, "Shifts are the coordinator's plan."),
            PolicyRow(.seeSettings, [.member, .operator], "Members may know by which rules the desk works."),
            PolicyRow(.editSettings, leads, "Who answers for the desk sets its clocks, checklist and catalogue."),
            PolicyRow(.seeMembers, [.member, .operator], "Members know with whom they are."),
            PolicyRow(.vouch, [.member], "Each kind of vouch takes a standing of its own; the rule says which."),
            PolicyRow(
                .askForVouch, [.member],
                "Whoever has nobody yet may ask; five open requests at a time, and a no costs nothing."),
            PolicyRow(.answerAsk, [.member], "Those between whom it is; the rule says who."),
            PolicyRow(.seeStanding, [.member], "One's own standing and why; never another's."),
            PolicyRow(
                .seeTrustHealth, leads + [.role(.weaver)], "Who weaves must see where trust hangs by one thread."),
            PolicyRow(
                .deriveTrust, leads + [.system],
                "The recount is announced; those who answer for the network may call it."),
            PolicyRow(.signPact, [.member], "Everybody signs for themselves."),
            PolicyRow(
                .publishPact, leads, "A new Pact binds all: those who answer for the network publish what was agreed."),
            PolicyRow(.chooseLevel, [.member], "How much one gives is one's own choice."),
            PolicyRow(.promise, leads, "What the convener gives stands beside what members give."),
            PolicyRow(.seeMatters, [.member], "Each matter is read by those whom it concerns; the rule says who."),
            PolicyRow(.openMatter, [.member], "Whoever takes part may say that something is wrong."),
            PolicyRow(.assignMatter, leads, "What lies is passed to another by those who answer for the network."),
            PolicyRow(.suspend, leads, "With a reason, an end and an appeal to another."),
            PolicyRow(.appeal, [.suspended], "Another than the one who decided looks at it."),
            PolicyRow(.leave, [.member, .suspended], "Any day, without a reason."),
            PolicyRow(.nominate, [.member], "Anybody may name somebody for a role; the group consents."),
            PolicyRow(
                .nameAnchor, [.trusted],
                "With whom trust begins is proposed by those who are trusted, and decided by the group."),
            PolicyRow(.objectToRole, [.trusted], "An objection with its reason stops a role until it is lifted."),
            PolicyRow(.takeRole, [.member], "A nominee says yes or no; an open call is answered by whoever wants."),
            PolicyRow(.layDownRole, [.member], "A role can be laid down any time."),
            PolicyRow(.endRole, leads, "What was given can be ended by those who answer, with a reason."),
            PolicyRow(
                .claimOrganisation, [.member], "By a vouch that says for whom one speaks, never by coming first."),
            PolicyRow(
                .editOrganisation, [.member], "Its representative and delegates speak for it; the rule says who."),
            PolicyRow(.goOut, [.member], "Whoever goes out is looked for when they do not come back."),
            PolicyRow(.carryPass, [.member], "Whoever does something for others may show who they are."),
            PolicyRow(.scanPass, [.everyone], "A gate knows no accounts; the look is recorded for the holder."),
            PolicyRow(.keepVisit, [.member], "Who answers for a visit opens it when it is late; the rule says who."),
            PolicyRow(
                .seeFile, [.everyone], "A file is seen by whoever may see what it hangs on; its keeper says who."),
            PolicyRow(
                .addPhoto, [requester, .tie(.owner), .tie(.submitter)],
                "What a photo shows is evidence for those who work on the need; it is never published."),
            PolicyRow(
                .removePhoto, [requester, .tie(.submitter)],
                "It is her need and her photo; nobody tidies evidence away."
            ),
            PolicyRow(.seePasses, leads, "Who acts in the network's name is seen by those who answer for it."),
            PolicyRow(
                .certify, leads + [.role(.trainer)],
                "Training is written down by who trains or answers for the network."),
            PolicyRow(
                .standBy, [.member], "Whoever is named as the second person says so themselves; the rule says who."),
            PolicyRow(.seeSuspension, [.member, .suspended], "One's own: why, until when, and how to appeal."),
            PolicyRow(
                .followInvitation, [.everyone], "A link shows who invites to what; it does nothing by being opened."),
            PolicyRow(
                .join, [.person], "Whoever has an account may come in by an invitation, a call or an application."),
            PolicyRow(.invite, [.member], "How many places one's links may have follows from standing."),
            PolicyRow(
                .reviewReferrals, leads + [.role(.weaver), .role(.dataSteward)],
                "A poisoned branch is looked at as a whole."),
            PolicyRow(.callVolunteers, leads, "Who answers for the network opens its doors."),
            PolicyRow(.recognisePartner, leads, "Recognition is between networks, by those who answer for them."),
            PolicyRow(.seeOwnPath, [.member], "One's own way."),
            PolicyRow(
                .welcomeNewcomers, leads + [.role(.weaver), .role(.trainer)],
                "Newcomers are seen by those whose duty it is."),
            PolicyRow(
                .seeSuggestions, leads,
                "Who agreed to it is named to those who lead, with the reasons drawn from what they did."),
            PolicyRow(
                .seeCompany, [.member],
                "Buddies, mentors and small things: each is asked, says yes or passes; the rule says who confirms."),
            PolicyRow(.rest, [.member], "Whoever needs a rest takes it, and comes back by themselves."),
            PolicyRow(
                .seePosts, [.everyone], "Talk is read by whoever may see what it hangs on; its keeper says who."),
            PolicyRow(.writePost, [.member, requester], "So is it written; who reads it stands in the box."),
            PolicyRow(.releasePost, leads, "Words about money are let through by those who answer for the network."),
            PolicyRow(.followPosts, [.member], "What one hears of is one's own choice."),
            PolicyRow(.operate, [.operator], "The operator's door."),
        ] + PolicyRow.ofPromises + PolicyRow.ofRestrictions + PolicyRow.ofReferrals + PolicyRow.ofOffers
            + PolicyRow.ofVolunteers
            + PolicyRow.ofTeams + PolicyRow.ofProposals
            + PolicyRow.ofThanks + PolicyRow.ofCards
            + PolicyRow.ofAlign + PolicyRow.ofQuestions
            + PolicyRow.ofBallots
            + PolicyRow.ofConversations
            + PolicyRow.ofGovernance + PolicyRow.ofCharter
    }()

    private static let table: [Act: Set<Caller>] = Dictionary(
        rows.map { ($0.act, Set($0.allowed)) }, uniquingKeysWith: { $0.union($1) })

    /// Whether `viewer`, tied to the case by `ties`, may do `act`.
    public static func allows(_ act: Act, _ viewer: Viewer, ties: Ties = []) -> Bool {
        guard let allowed = table[act], viewer.untrained?.acts[act] == nil else { return false }
        return !allowed.isDisjoint(with: viewer.callers(ties))
    }

    /// - Throws: ``Refusal/signInRequired`` to strangers, ``Refusal/forbidden(_:)`` to others.
    static func require(_ act: Act, _ viewer: Viewer, ties: Ties = []) throws(Refusal) {
        guard !allows(act, viewer, ties: ties) else { return }
        if case .anonymous = viewer.identity, viewer.personID == nil { throw .signInRequired }
        throw .forbidden(viewer.untrained?.lack(for: act)?.words ?? SiteWords.forbidden)
    }

    /// Whether the policy names a role for an act.
    static func names(_ role: Role, for act: Act) -> Bool { table[act]?.contains(.role(role)) ?? false }

    /// Whether an act could be allowed to `viewer` by some tie that only the case itself can tell.
    static func mightAllow(_ act: Act, _ viewer: Viewer) -> Bool {
        guard let allowed = table[act], viewer.untrained?.acts[act] == nil else { return false }
        if !allowed.isDisjoint(with: viewer.callers([])) { return true }
        if case .anonymous = viewer.identity, viewer.personID == nil { return false }
        return allowed.contains { if case .tie = $0 { true } else { false } }
    }
}
