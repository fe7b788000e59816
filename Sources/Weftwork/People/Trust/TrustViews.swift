internal import Database

/// A member as other members see them; standing is nobody's but their own and the stewards'.
struct MemberView: View {
    let member: Member
    /// Whether the reader may know the standing.
    let showsStanding: Bool

    init(_ member: Member, for viewer: Viewer) {
        self.member = member
        showsStanding = member.id == viewer.member?.id || Policy.allows(.seeTrustHealth, viewer)
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", member.id)
            json.field("name", member.name)
            json.field("organisation", member.organisation)
            json.field("roles", member.roles.map(\.rawValue).sorted())
            json.field("skills", member.skills)
            json.field("languages", member.languages)
            if showsStanding { json.field("standing", member.standing.name) }
        }
    }
}

/// A vouch; how they know each other is for the two of them and the stewards.
struct VouchView: View {
    let vouch: Vouch
    let how: String?
    var organisation: String? = nil
    var whyEnded: String? = nil

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", vouch.id)
            json.field("from", vouch.fromID)
            json.field("to", vouch.toID)
            json.field("kind", vouch.kind.rawValue)
            if !vouch.subject.isEmpty { json.field("subject", vouch.subject) }
            json.field("createdAt", moment: vouch.createdAt)
            json.field("expiresAt", moment: vouch.expiresAt)
            if let how { json.field("how", how) }
            if let id = vouch.organisationID { json.field("organisation", id) }
            if let organisation { json.field("inTheNameOf", organisation) }
            if let ended = vouch.endedAt { json.field("endedAt", moment: ended) }
            if let whyEnded { json.field("whyEnded", whyEnded) }
        }
    }
}

/// What changes for whom.
struct StandingChangeView: View {
    let change: StandingChange
    let name: String?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("member", change.memberID)
            json.field("name", name)
            json.field("from", change.before.name)
            json.field("to", change.after.name)
        }
    }
}

/// One's own standing and why.
struct StandingView: View {
    let story: StandingStory
    let names: [ID: String]
    let fallsAt: Int64?
    let language: Language

    /// The sentence a member reads.
    var because: Text {
        story.isRoot || story.chains == 0
            ? TrustWords.because(story.standing)
            : TrustWords.because(
                story.standing, chains: story.chains, shortest: story.shortest.map { names[$0] ?? "" },
                deliveries: story.conduct.counted)
    }

    /// What stands between them and the next tier: a vouch, or for some their conduct.
    var missing: [Text] {
        guard let next = story.next else { return [] }
        let vouch = TrustWords.missing(next.standing, next.missing)
        let byConduct = next.standing == .trusted && story.standing == .vouched
        return byConduct
            ? [vouch, TrustWords.missingConduct(story.conduct, chains: story.chains)] : [vouch]
    }

    /// What is said of a fall that was announced.
    var falling: Text? {
        fallsAt.map { story.isByConduct ? TrustWords.conductEnds($0, story.conduct) : TrustWords.fallsAt($0) }
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("standing", story.standing.name)
            json.field("because", because(language))
            json.field("chains", story.chains)
            json.field("shortest", story.shortest.map { names[$0] ?? "" })
            json.field("dependsOn", story.dependsOn.flatMap { names[$0] })
            json.field("next", story.next?.standing.name)
            json.field(
                "missing",
                missing.isEmpty ? nil : missing.map { $0(language) }.joined(separator: language == .zh ? "" : " "))
            json.field("deliveries", story.conduct.counted)
            json.field("sides", story.conduct.sides)
            json.field("byConduct", story.isByConduct)
            if let fallsAt { json.field("fallsAt", moment: fallsAt) }
        }
    }
}

/// A member with whom trust begins.
struct TrustAnchor: Sendable, Equatable {
    let memberID: ID
    let name: String
    let organisation: String?
}

/// Where a network's trust hangs by one thread.
struct TrustHealthReport: View {
    struct Community: Sendable {
        let size: Int
        let accepted: Int
        let names: [String]
    }

    struct Dependence: Sendable {
        let on: String
        let count: Int
    }

    let anchors: [TrustAnchor]
    let bareCommunities: [Community]
    let dependence: [Dependence]
    let counts: [Standing: Int]
    let derivedAt: Int64

    /// At least three, from at least two organisations.
    var hasEnoughAnchors: Bool { AnchorRules.areEnough(anchors) }

    func write(to json: inout JSON) {
        json.object { json in
            json.name("anchors")
            json.array(anchors) { json, anchor in
                json.object {
                    $0.field("id", anchor.memberID)
                    $0.field("name", anchor.name)
                    $0.field("organisation", anchor.organisation)
                }
            }
            json.field("enoughAnchors", hasEnoughAnchors)
            json.name("communitiesWithoutAnchor")
            json.array(bareCommunities) { json, community in
                json.object {
                    $0.field("members", community.size)
                    $0.field("accepted", community.accepted)
                    $0.field("around", community.names)
                }
            }
            json.name("dependence")
            json.array(dependence) { json, dependence in
                json.object {
                    $0.field("on", dependence.on)
                    $0.field("members", dependence.count)
                }
            }
            json.name("counts")
            json.object { json in
                for standing in Standing.allCases {
                    json.name(dynamic: standing.name)
                    json.raw(String(counts[standing] ?? 0))
                }
            }
            json.field("derivedAt", moment: derivedAt == 0 ? nil : derivedAt)
        }
    }
}
