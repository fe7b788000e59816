import Database
import Engine
import Testing

@testable import Weftwork

/// Tables and lists of offers, in the shapes in which people really kept them.
@Suite struct OfferImportTests {
    private static func read(_ text: String, _ mapping: [String: String] = [:]) throws -> [OfferEntry] {
        var options = OfferImport()
        options.mapping = mapping
        return try options.read(Array(text.utf8), language: .zh).offers.map(\.entry)
    }

    @Test func aMakersColumnsBecomeLines() throws {
        let entry = try #require(
            try Self.read(
                """
                [{"省":"四川","市":"成都市","厂商名称":"某某防护用品厂","口罩类产能":[{"specification":"医用口罩","value":1000000},
                {"specification":"N95","value":1}],"头部防护类产能":[],"其他物资产能":[{"specification":"","value":0}],
                "资质证明":"国械注准20203400057","厂商地址":"开发区 39 号","联系方式":[{"name":"王某","tel":"028-83120520"},
                {"name":"","tel":"19904736233;19908301275"}],"信息发布源链接":"https://a.example/x","备注":"","审核状态":"已审核"}]
                """
            ).first)
        #expect(entry.what.title == "某某防护用品厂：物资" || entry.what.title == "某某防护用品厂：医用口罩")
        let lines = entry.what.lines.map { "\($0.item)|\($0.quantity)" }
        #expect(Set(lines) == ["医用口罩|1000000", "N95|", "物资|"])
        #expect(entry.what.area == ["", "四川", "成都市", ""])
        #expect(entry.what.phone == "王某:028-83120520|19904736233|19908301275")
        #expect(entry.conditions == "国械注准20203400057" && entry.what.sourceKind == "media")
    }

    @Test func aHotelsZerosAreUnknown() throws {
        let entries = try Self.read(
            """
            {"市":"wuhanshi","酒店名称":"某酒店","酒店辖区（县区级）":"江汉区","酒店地址":"解放大道 1 号","酒店可提供房间数":0,"酒店可接待人数":0,"联系人":"王某","联系方式":[{"name":"","tel":"19907332823"}]}
            {"市":"wuhanshi","酒店名称":"某公寓","酒店辖区（县区级）":"武昌区","酒店地址":"","酒店可提供房间数":35,"酒店可接待人数":265,"联系方式":[]}
            """)
        #expect(entries.map { $0.what.lines[0].quantity } == ["", "35"])
        #expect(entries[1].what.lines[0].specification.contains("265") && entries[0].what.lines[0].kind == "space")
        let draft = try OfferCleaning.draft(from: entries[0], now: 1_580_515_200_000, .shipped, Places(outlines: nil))
        #expect(draft.what.area.parts == ["中国", "湖北省", "武汉市", "江汉区"] && draft.what.category == .shelter)
        #expect(draft.what.secret.contacts.map(\.phone) == ["19907332823"])
    }

    @Test func aCarriersWayAndADoctorsAdvice() throws {
        let entries = try Self.read(
            """
            [{"物流名称":"某物流","出发地":"全国","目的地":"武汉","联系方式":[{"name":"","tel":"95338"}],"是否接受个人捐赠":false,
            "绿色通道":true,"公告文本":"<p>只收<b>整箱</b></p>","备注":""},
            {"义诊单位或个人":"张医生","联系方式":[],"官方链接":"https://b.example","备注":"每天 8:00-20:00","类型":3}]
            """)
        #expect(entries[0].what.title == "某物流：全国 → 武汉" && entries[0].what.lines[0].kind == "transport")
        #expect(entries[0].conditions.contains("单位") && entries[0].conditions.contains("绿色通道"))
        #expect(entries[0].what.description == "只收整箱" && entries[0].ships == "yes")
        // Who gives advice can be a person: the name stands in nothing that everybody reads.
        #expect(!entries[1].what.title.contains("张医生") && entries[1].what.institution == "张医生")
        #expect(entries[1].what.lines[0].kind == "service")
    }

    @Test func aTableIsReadByItsColumnsOrAsTheMappingSays() throws {
        let table = """
            编号,标题,物资,数量,单位,省,市,条件,长期
            1,仓库里的口罩,N95口罩,500,只,湖北,武汉,自提,是
            1,,防护服,20,套,,,,
            2,货车,货车,3,辆,湖北,黄冈,,
            """
        let entries = try Self.read(table)
        #expect(entries.map(\.what.lines.count) == [2, 1] && entries[0].standing == "是")
        #expect(entries[0].conditions == "自提" && entries[0].what.title == "仓库里的口罩")
        let mapped = try Self.read("甲,乙\n口罩,7\n", ["item": "甲", "quantity": "乙"])
        #expect(mapped[0].what.lines.map(\.item) == ["口罩"] && mapped[0].what.lines[0].quantity == "7")
        #expect(throws: Refusal.self) { try Self.read("甲\n口罩\n", ["item": "丙"]) }
    }

    @Test(arguments: TestApp.kinds) func badRowsAreToldAndTheSameFileTwiceIsStoredOnce(_ kind: EngineKind) async throws
    {
        let test = try await TestApp(kind)
        let operators = Viewer(.operator, language: .en)
        let table = """
            group,title,item,quantity,unit,until
            a,Masks,N95 mask,500,pieces,2020-03-01
            b,Gloves,Glove,many many,pairs,
            c,,,,,
            d,Vans,Van,3,,31st of never
            """
        func run(_ body: (inout OfferImport) -> Void) async throws -> ImportReport {
            var options = OfferImport()
            body(&options)
            return try await test.app.offers.importOffers(
                Array(table.utf8), options, by: operators, into: test.network)
        }
        let dry = try await run { $0.isDryRun = true }
        #expect(dry.stored == 1 && dry.read == 4 && dry.rejectedRows == 3)
        #expect(Set(dry.rejected.map { "\($0.row) \($0.field)" }) == ["3 quantity", "4 lines", "5 until"])
        let none = try await run { $0.isAllOrNothing = true }
        #expect(none.isRefused && none.stored == 0)
        #expect(try await run { _ in }.stored == 1)
        let again = try await run { _ in }
        #expect(again.stored == 0 && again.duplicates == 1)
        let offers = try await test.app.offers.deskOffers(for: operators, in: test.network.id)
        #expect(offers.map(\.title) == ["Masks"] && offers[0].isThrough)
        await test.app.database.close()
    }
}
