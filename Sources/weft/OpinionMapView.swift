import Engine
import Weftwork

/// An opinion map as the contract has it.
struct OpinionMapView: View {
    let table: OpinionTable
    let map: OpinionMap
    /// Names of the groups where they were given.
    let groupNames: [String]?
    let stability: OpinionStability?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("participants", map.participantCount)
            json.field("statements", map.statementCount)
            json.name("groups")
            json.array(map.groups.indices) { writeGroup($1, to: &$0) }
            json.name("consensus")
            json.object { json in
                json.name("agree")
                json.array(map.agreed) { writeConsensus($1, to: &$0) }
                json.name("disagree")
                json.array(map.disagreed) { writeConsensus($1, to: &$0) }
            }
            json.name("groupInformed")
            json.array(map.informed) { writeInformed($1, to: &$0) }
            writePlaces(to: &json)
            json.name("silhouettes")
            json.object { json in
                for (number, value) in map.silhouettes.sorted(by: { $0.key < $1.key }) {
                    json.name(dynamic: String(number))
                    json.number(value)
                }
            }
            json.field("stability", number: stability?.value)
            writeLists(to: &json)
        }
    }

    /// The number a group was given, where it was one; else its place.
    func id(_ group: Int) -> Int {
        guard let groupNames, groupNames.allSatisfy({ Int($0) != nil }) else { return group }
        return Int(groupNames[group]) ?? group
    }

    private func writeGroup(_ number: Int, to json: inout JSON) {
        let group = map.groups[number]
        json.object { json in
            json.field("id", id(number))
            if let groupNames { json.field("name", groupNames[number]) }
            json.field("size", group.members.count)
            json.field("members", group.members.map { table.participants[$0] })
            json.name("centre")
            json.array([group.centre.x, group.centre.y]) { $0.number($1) }
            json.name("representative")
            json.array(group.marks) { json, mark in
                json.object {
                    $0.field("statement", table.statements[mark.statement])
                    $0.field("stance", mark.side.rawValue)
                    $0.field("repness", number: mark.repness)
                    $0.field("repnessTest", number: mark.repnessTest)
                    $0.field("p", number: mark.probability)
                    $0.field("pTest", number: mark.probabilityTest)
                    $0.field("taken", mark.taken)
                    $0.field("seen", mark.seen)
                }
            }
        }
    }

    private func writeConsensus(_ one: OpinionConsensus, to json: inout JSON) {
        json.object {
            $0.field("statement", table.statements[one.statement])
            $0.field("p", number: one.probability)
            $0.field("pTest", number: one.probabilityTest)
            $0.field("taken", one.taken)
            $0.field("seen", one.seen)
        }
    }

    private func writeInformed(_ one: OpinionInformed, to json: inout JSON) {
        json.object {
            $0.field("statement", table.statements[one.statement])
            $0.field("agree", number: one.agree)
            $0.field("disagree", number: one.disagree)
            $0.field("geometricMean", number: one.meanAgree)
            $0.field("geometricMeanDisagree", number: one.meanDisagree)
            $0.field("leastAgree", number: one.leastAgree)
            $0.field("leastDisagree", number: one.leastDisagree)
        }
    }

    private func writePlaces(to json: inout JSON) {
        json.name("statementsDetail")
        json.array(map.statements.indices.filter { map.statements[$0].everybody.seen > 0 }) { json, number in
            let statement = map.statements[number], count = statement.everybody
            json.object {
                $0.field("statement", table.statements[number])
                $0.field("mean", number: statement.mean)
                $0.field("component1", number: statement.component1)
                $0.field("component2", number: statement.component2)
                $0.field("extremity", number: statement.extremity)
                $0.field("priority", number: statement.priority)
                $0.field("agrees", count.agrees)
                $0.field("disagrees", count.disagrees)
                $0.field("passes", count.passes)
            }
        }
        json.name("projection")
        json.array(map.positions.indices.filter { map.positions[$0] != nil }) { json, person in
            json.object {
                $0.field("participant", table.participants[person])
                $0.field("x", number: map.positions[person]?.x)
                $0.field("y", number: map.positions[person]?.y)
                $0.field("group", map.groupOf[person].map(id))
            }
        }
    }

    private func writeLists(to json: inout JSON) {
        json.field("shared", map.shared().map { table.statements[$0.statement] })
        let byGroups = stability?.isStable ?? true
        json.field("dividing", map.dividing(byGroups: byGroups).map { table.statements[$0.statement] })
    }
}
