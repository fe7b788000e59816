import Testing

@testable import Engine

/// Tables of answers in every shape, and what is wrong with one.
@Suite struct OpinionTableTests {
    private func table(_ text: String) throws -> OpinionTable { try OpinionTable(Array(text.utf8)) }

    private func answers(_ table: OpinionTable) -> [String: OpinionAnswer] {
        var answers: [String: OpinionAnswer] = [:]
        for (person, name) in table.participants.enumerated() {
            for (statement, words) in table.statements.enumerated() {
                answers[name + "/" + words] = table.votes.answer(of: person, to: statement)
            }
        }
        return answers
    }

    @Test(arguments: [
        "participant,statement,vote\n2,b,1\n10,a,-1\n2,a,0\n", "2,b,1\n10,a,-1\n2,a,0\n",
        "2,b,-1\n10,a,-1\n2,a,0\n2,b,1\n", "statement;vote;participant\r\nb;1;2\r\na;-1;10\r\na;0;2\r\n",
        "timestamp,datetime,comment-id,voter-id,vote\n9,x,b,2,1\n5,x,b,2,-1\n6,x,a,10,-1\n7,x,a,2,0\n",
        "participant_id,statement_id,vote,modified_ms\n2,b,1,5\n10,a,-1,5\n2,a,0,5\n",
        "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,b,a\n10,,1,0,1,0,1,,-1\n2,,0,0,2,1,0,1,0\n",
        "\n\nparticipant,statement,vote\n\n 2 , b , 1.0 \n10,a,-1\n2,a,0", "\"2\",\"b\",\"1\"\n10,a,-1\n2,a,+0\n",
        "2\tb\t1\n10\ta\t-1\n2\ta\t0\n", "2,b,1\r10,a,-1\r2,a,0\r",
    ])
    func everyShapeIsRead(_ text: String) throws {
        let table = try table(text)
        #expect(table.participants == ["2", "10"] && table.statements == ["a", "b"])
        #expect(answers(table) == ["2/a": .pass, "2/b": .agree, "10/a": .disagree])
    }

    @Test(arguments: [
        ("", OpinionTable.Fault.empty), ("\n \n", .empty),
        ("1,2,1\n3\n", .bad(line: 2, column: "statement", value: "")),
        ("1,2,1\n3,4\n", .bad(line: 2, column: "vote", value: "")),
        ("1,2,1\n\n3,4,2\n", .bad(line: 3, column: "vote", value: "2")),
        ("participant,statement,vote\n,4,1\n", .bad(line: 2, column: "participant", value: "")),
        ("participant,statement,vote\n\"a\nb\",4,1\n1,1,yes\n", .bad(line: 4, column: "vote", value: "yes")),
        ("participant,statement\n1,2\n", .noColumn("vote")), ("statement,vote\n1,2\n", .noColumn("participant")),
        ("participant,a,b\n1,1,x\n", .bad(line: 2, column: "vote", value: "x")),
        ("timestamp,voter-id,comment-id,vote\nnow,1,1,1\n", .bad(line: 2, column: "timestamp", value: "now")),
        ("1,\"2,1\n", .unreadable(CSVError(line: 1, reason: .unterminatedQuote))),
        ("1,2,1\n\0,2,1\n", .unreadable(CSVError(line: 2, reason: .notText))),
    ])
    func whatIsWrongIsSaidWithItsLine(_ text: String, _ fault: OpinionTable.Fault) {
        #expect(throws: fault) { try table(text) }
    }

    @Test func namesAreReadAsTheyWereBeforeTheyWereDisarmed() throws {
        let written = CSV.write([["participant", "statement", "vote"], ["=p", "'@s", "1"], ["'q", "'@s", "-1"]])
        let read = try table(written)
        #expect(Set(read.participants) == ["=p", "'q"] && read.statements == ["'@s"])
    }

    @Test func aTableWithoutAnswersIsAConversationBeforeTheFirst() throws {
        let table = try table("participant,statement,vote\n")
        #expect(table.votes.count == 0 && OpinionMap(table.votes).groups.isEmpty)
    }

    @Test func verdictsAndGroupsAreReadBeside() throws {
        let table = try table("1,a,1\n2,a,1\n3,b,1\n4,c,0\n")
        let verdicts =
            "comment-id,moderated,is_meta,comment-body\nb,-1,False,\"x, y\"\nc,1,True,z\nd,-1,False,unknown\n"
        #expect(try table.states(Array(verdicts.utf8)) == [.open, .rejected, .about])
        #expect(try table.states(Array("b,-1\na,\n".utf8)) == [.open, .rejected, .open])
        #expect(throws: OpinionTable.Fault.bad(line: 2, column: "moderated", value: "no")) {
            try table.states(Array("statement,moderated\na,no\n".utf8))
        }
        #expect(throws: OpinionTable.Fault.noColumn("moderated")) { try table.states(Array("statement\na\n".utf8)) }
        let groups = try table.groups(Array("participant,group\n1,10\n2,9\n3,\n7,1\n".utf8))
        #expect(groups.names == ["9", "10"] && groups.groupOf == [1, 0, nil, nil])
        #expect(throws: OpinionTable.Fault.noColumn("group")) { try table.groups(Array("participant,x\n1,1\n".utf8)) }
    }

    @Test(
        "Reading ends where there are more answers than are taken, whichever way the table is read",
        arguments: ["", "\""])
    func tooMany(quote: String) throws {
        let long = "participant,statement,vote\n\(quote)a\(quote),x,1\nb,x,1\nc,x,-1\n"
        #expect(try OpinionTable(Array(long.utf8), most: 3).votes.count == 3)
        #expect(throws: OpinionTable.Fault.tooMany(2)) { try OpinionTable(Array(long.utf8), most: 2) }
        // What follows is not even looked at.
        #expect(throws: OpinionTable.Fault.tooMany(2)) { try OpinionTable(Array((long + "d,x,no\n").utf8), most: 2) }
        let wide = "participant,x,y\n\(quote)a\(quote),1,1\nb,1,1\n"
        #expect(throws: OpinionTable.Fault.tooMany(3)) { try OpinionTable(Array(wide.utf8), most: 3) }
    }
}
