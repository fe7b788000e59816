public import Database

/// One recorded change: who, what, when, why, before and after. Written in the transaction of what it tells.
public struct Event: Sendable {
    public let id: ID
    public let networkID: ID
    public let at: Int64
    let actor: Actor
    public let kind: Kind
    /// The need (later: whatever else) that it is about.
    public let objectID: ID
    /// Who may know of it.
    public let audience: Audience
    /// What anybody who may know of it may read: a JSON object of words and numbers, never private.
    public let details: String
    /// Private values, sealed with the subject's key; the chain covers these bytes, so that erasing breaks nothing.
    public let sealed: [UInt8]?

    public enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case submitted, acknowledged, opened, skipped, verified, secondCheck, contradicted, published, rejected
        case askedInformation, answered, cannotReach, reached, merged, mergedInto, unmerged, withdrawn, unmet, reopened
        case confirmed, closed, expired, stale, askedStillNeeded, stillNeeded, added, corrected, voided, rated
        case claimed, claimProgress, claimDelivered, claimConfirmed, claimReleased, claimAsked, disputed, settled
        case coSignAsked, coSigned, coSignEnded, consentGiven
        case revealed, revealedInBulk, called, owned, handoverOffered, handoverDeclined, assessed, notDelivered,
            delivered, said
        case callOpened, bounced, callReported, reportAnswered
        case burstBegan, burstEnded, rang
        case undone, lookedAgain, breakTaken
        case emergencyOpened, emergencyChanged, emergencyLed, emergencyPhased, emergencyReviewed, moved
        case askedAgain, followed, institutionVerified, institutionReliedOn, institutionDoubted
        case clockReminded, clockBackup, clockReassigned, clockRed
        case vouched, vouchRenewed, vouchEnded, standingChanged, standingFalling, trustDerived, anchorChosen,
            anchorEnded
        case pactPublished, pactSigned, levelChosen, promiseMade, promiseEnded
        case memberInvited, invitationEnded, memberJoined, memberLeft, memberReturned, forgotten
        case welcomed, welcomeStep, roleNominated, roleObjected, roleGiven, roleEnded, roleDeclined
        case vouchAsked, vouchAskClosed
        case matterOpened, matterSaid, matterHandedOver, matterClosed, suspended, suspensionEnded
        case photoAdded, photoRemoved, certificateGiven, certificateEnded, secondAnswered, letThrough
        case paperIssued, slipMade, slipEnded, linkSent
        case passMade, passRevoked, checkedIn, checkedOut
        case restrictionSet, restrictionChanged, restrictionLifted, restrictionBegan, restrictionEnded
        case permitStated, permitDecided, permitAwaited, permitMissed, passedToAuthority, authorityAnswered
        case referred, referralAgreed, referralAnswered
        case offered, offerAcknowledged, offerVerified, offerListed, offerRejected, offerWithdrawn, offerExpired,
            offerReopened, offerAskedStill, offerStill, offerStale, offerChanged, offerLookedAt
        case offerUseAsked, offerUseGranted, offerUsed, offerUseDeclined, offerUseEnded
        case mechanismDrafted, mechanismDiscarded, mechanismAsked, mechanismRefused, mechanismPublished,
            mechanismConsented, mechanismObjected
        case teamOpened, teamChanged, teamLooked, teamNeedJoined, teamNeedLeft, teamRoleOpened, teamRoleTaken,
            teamRoleReleased, teamRoleEmpty, teamHandoverOffered, teamHandoverDeclined, teamKept, teamCloseProposed,
            teamKeptOpen, teamClosed, teamSuggestionDismissed
        case sheetOpened, sheetAnswered, sheetClosed, preconditionSaid, preconditionOwned, networkWished,
            goalSet, goalChanged, goalMoved, goalOwned,
            termSaid, termRemoved, meaningRemoved, evidenceAdded, evidenceRemoved
        case proposalDrafted, proposalScheduled, proposalOpened, proposalAnswered, proposalAdvised, proposalWaited,
            proposalObjected, proposalAmended, proposalAsked, proposalLapsed, proposalEscalated, proposalPassed,
            proposalClosed, proposalDecided, proposalLinked, proposalReviewDue, proposalReviewed, proposalWithdrawn,
            proposalWentOn
        case doingSaid, doingRenewed, doingEnded, doingHelped
        case governanceDrafted, governanceDiscarded, governanceAdopted, seatNamed, seatAnswered, seatGiven, seatEnded
        case oversightFound, oversightAnswered, councilMinuted
        case driftRaised, driftAnswered, driftTaken, driftAskedAgain, driftRoundClosed, driftRebuilt, driftHeld
        case renewalBegun, renewalStepTaken, renewalStepDone, renewalGoalSet, renewalEnded
        case volunteerChanged, availabilitySaid
        case planMade, planAccepted, planDiscarded
        case shared, cardShown, cardEnded, recordShown, recordEnded, recordNamed
        case helpCalled, helpAsked, helpAnswered, helpShort, helpEnded
        case trainingWritten, trainingOffered, trainingWithdrawn, trainingTried, trainingPassed, trainingGated,
            trainingUngated,
            trainingDue, trainingLapsed
        case awarded, awardReversed, pointRulesChanged
        case badgeIssued, badgeRevoked, badgeShown, badgeHidden, badgeKeyMade, badgeKindWritten
        case profileChanged, organisationClaimed, organisationChanged, partnerRecognised, partnerEnded
        case roleCalled, roleCallEnded, mentorAsked, mentorAccepted, mentorEnded, pathShared
        case buddyAsked, buddyAccepted, buddyPassed, smallThingTaken, smallThingDone, smallThingConfirmed
        case smallTaskDone, smallTaskConfirmed, smallTaskDisputed, smallTaskRefused, smallTaskUsed, smallTaskLaidAside
        case memberRested, memberWoke, branchLookedAt
        case conversationOpened, conversationChanged, conversationMoved, conversationClosed, statementSaid,
            statementModerated, statementHanded
        case charterBegun, charterReviewed, charterKept, charterSuggestionsAsked, charterSuggestionsClosed,
            charterSuggested,
            charterSuggestionAnswered, charterAmended, charterConsentAsked, charterAdopted, charterNotAdopted,
            charterDropped,
            charterStanceTaken
        case posted
        case voicePassedOn, voiceTakenBack
        case memberEntered, tokenMade, signedIn, shiftPlanned, shiftDeclined, networkMade, imported, exported,
            settingsChanged
        case exportAsked, exportDecided, exportLapsed, textHidden, textShown, looksStopped, looksResumed
        case roleAccepted, objectionLifted, organisationJoined, forgetAsked, forgetTakenBack
    }

    init(
        _ kind: Kind,
        on objectID: ID,
        in networkID: ID,
        by actor: Actor,
        at: Int64,
        audience: Audience,
        details: [(String, EventValue)] = [],
        sealed: [UInt8]? = nil,
        id: ID
    ) {
        self.id = id
        self.networkID = networkID
        self.at = at
        self.actor = actor
        self.kind = kind
        self.objectID = objectID
        self.audience = audience
        self.details = EventValue.encode(details)
        self.sealed = sealed
    }
}

/// What a field was and what it is now, for an event's details: nothing where it stayed as it was. The new value stands under
/// the field's name, the old one under `name.from`.
enum FieldChange {
    /// So much of a value is told: an event is no second copy of a text.
    static let most = 200

    /// For values that whoever may know of the event may read.
    static func open(_ name: String, _ before: String?, _ after: String?) -> [(String, EventValue)] {
        guard before != after else { return [] }
        return [("\(name).from", .text(clipped(before))), (name, .text(clipped(after)))]
    }

    /// For what is private, or was said in somebody's own words: sealed with the subject's key.
    static func sealed(_ name: String, _ before: String?, _ after: String?) -> [(String, EventValue)] {
        guard before != after else { return [] }
        return [("\(name).from", .words(clipped(before))), (name, .words(clipped(after)))]
    }

    private static func clipped(_ value: String?) -> String? {
        value.map { $0.count > most ? String($0.prefix(most)) + "…" : $0 }
    }
}

/// A value in an event's details.
enum EventValue: Sendable {
    case text(String?)
    /// What somebody said in their own words: it can hold anything, so it is sealed and never stands in the open.
    case words(String?)
    case number(Int64?)
    case quantity(Int64?)

    /// The values that must be sealed, encoded; nothing where nobody said anything.
    static func encodeWords(_ details: [(String, EventValue)]) -> String? {
        let words = details.compactMap { name, value -> (String, EventValue)? in
            guard case .words(let text?) = value, !text.isEmpty else { return nil }
            return (name, .text(text))
        }
        return words.isEmpty ? nil : encode(words)
    }

    static func encode(_ details: [(String, EventValue)]) -> String {
        var json = JSON()
        json.object { json in
            for (name, value) in details {
                switch value {
                case .text(nil), .number(nil), .quantity(nil), .words: continue
                case .text(let text):
                    json.name(dynamic: name)
                    json.value(text)
                case .number(let number):
                    json.name(dynamic: name)
                    json.raw(number.map(String.init) ?? "null")
                case .quantity(let quantity):
                    json.name(dynamic: name)
                    json.raw(quantity.map(Format.decimal) ?? "null")
                }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
