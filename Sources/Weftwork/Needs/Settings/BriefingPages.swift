/// The part of the settings that is about safety briefings.
extension SettingsPages {
    var briefingsCard: HTML {
        let rows = settings.briefings.all.map { briefing in
            listed(
                "\(path)/briefings/\(briefing.category.rawValue)", frame(NeedWords.name(of: briefing.category)),
                facts(briefing))
        }
        let form: HTML = "<form method=\"post\" action=\"\(path)\">\(frame.hidden)\(resetButton(.briefings))</form>"
        let list: HTML = """
            <details class="more"><summary>\(frame(BriefingWords.title)) <small class="num">\(rows.count)</small></summary>\(rows)</details>
            """
        return card("briefings", BriefingWords.title, BriefingWords.hint, mayEdit ? list + form : list)
    }

    private func facts(_ briefing: Briefing) -> HTML {
        let asked: HTML =
            briefing.isAsked
            ? "<span class=\"badge warn\">\(frame.icon("shield"))\(frame(BriefingWords.asked))</span>"
            : "<span>\(frame(BriefingWords.notAsked))</span>"
        let training: HTML =
            briefing.certificate.map { "<span class=\"badge\">\(frame(CertificateWords.name(of: $0)))</span>" } ?? ""
        return asked + training
    }

    func briefing(_ briefing: Briefing, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        let fields = Fields(frame, form, problems)
        let isAsked = form.pairs.isEmpty ? briefing.isAsked : form["asked"] == "1"
        let kinds =
            [("", frame(BriefingWords.noTraining))]
            + Certificate.Kind.allCases.map { ($0.rawValue, frame(CertificateWords.name(of: $0))) }
        return entry(
            NeedWords.name(of: briefing.category), fields, "briefings/\(briefing.category.rawValue)",
            """
            <p>\(frame(BriefingWords.hint))</p>\
            \(fields.area("zh", BriefingWords.inChinese, rows: 5, value: briefing.zh))\
            \(fields.area("en", BriefingWords.inEnglish, rows: 5, value: briefing.en))\
            <label class="option"><input type="checkbox" name="asked" value="1"\(" checked", if: isAsked)>\
            <span>\(frame(BriefingWords.asked))</span></label>\
            \(fields.select("certificate", BriefingWords.training, kinds, chosen: briefing.certificate?.rawValue ?? ""))
            """, others: "", remove: nil)
    }
}
