import Engine
import Testing

@Suite struct InstitutionTests {
    @Test(arguments: [
        ("武汉市中心医院", "武漢市中心醫院"), ("武汉市汉口医院", "武汉汉口医院"), ("湖北省红十字会", "湖北红十字会"),
        ("黄石市第二医院", "黄石市第2医院"), ("黄石第二医院", "黄石市二医院"), ("武穴市第一人民医院", "湖北省武穴市第一人民医院"),
        ("湖北省长阳县人民医院", "长阳县人民医院"), ("宜昌市远安县人民医院", "远安县人民医院"), ("团风县人民医院", "团风县人民醫院 "),
        ("监利县慈善总会(善款)", "监利县慈善会"), ("天门市中医医院", "天门市中医院"), ("阳新县疾控中心", "阳新县疾病预防控制中心"),
        ("黄冈市黄州区人民医院", "黄州区人民医院"), ("武汉大学人民医院（东院）", "武汉大学人民医院东院"), ("Wuhan Central Hospital", "WUHAN central-hospital"),
        ("赤壁市蒲纺医院（同济赤壁医院）", "赤壁市蒲纺医院"), ("十堰市一院", "十堰市第一医院"), ("津市市人民医院", "津市人民医院"),
    ])
    func same(a: String, b: String) {
        #expect(Institution.sameName(a, b) && Institution.sameName(b, a))
        #expect(Institution.key(a) == Institution.key(b))
    }

    @Test(arguments: [
        ("武汉市中心医院", "武汉市中心医院麻醉科"), ("武汉大学人民医院", "武汉大学人民医院东院"), ("武汉大学人民医院", "武汉大学人民医院（心外科）"),
        ("武汉大学人民医院（心外科）", "武汉大学人民医院（器官移植科）"), ("随州市中心医院", "随州市中心医院（文帝院区）"),
        ("长沙市第一医院", "长沙县第一医院"), ("北京市朝阳区医院", "长春市朝阳区医院"), ("吉林省人民医院", "吉林市人民医院"),
        ("黄石市第二医院", "黄石市第五医院"), ("武汉市第一医院", "武汉市第一人民医院"), ("荆门市五三医院", "荆门市第五医院"), ("", ""),
        ("红十字会", "武汉市红十字会"), ("湖北省中医院", "武汉市中医院"), ("北京八一医院", "北京第81医院"), ("（）", "（）"),
    ])
    func different(a: String, b: String) {
        #expect(!Institution.sameName(a, b) && !Institution.sameName(b, a))
    }

    @Test(arguments: ["红十字会", "紅十字會 ", "第一人民医院", "慈善总会", "市中心医院", "Red Cross", "", "人民医院（物资）"])
    func generic(name: String) {
        #expect(Institution.isGeneric(name))
    }

    @Test(arguments: ["武汉市红十字会", "湖北省红十字会", "协和医院", "武昌医院", "荆门市五三医院", "鄂钢医院"])
    func notGeneric(name: String) {
        #expect(!Institution.isGeneric(name))
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func anyTextHasAKey(seed: UInt64) {
        var numbers = SplitMix64(seed: seed)
        let name = Hostile.text(&numbers, count: 60)
        let isNothing = Institution.key(name).isEmpty
        #expect(isNothing || Institution.sameName(name, " " + name), "seed \(seed): \(name)")
    }
}
