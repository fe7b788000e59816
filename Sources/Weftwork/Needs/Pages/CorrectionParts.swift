internal import Database

/// What she says anew of her need, with what stands there now.
struct CorrectionParts {
    let frame: Frame
    let places: Places

    func content(_ need: Need, _ fields: Fields) -> HTML {
        let rows = need.lines.map { line -> HTML in
            let isMet = fields.isSent ? fields.form.all("met").contains(line.id.description) : line.isMet
            return """
                <div class="row end">\(fields.text("quantity.\(line.id)", .verbatim(line.item), mode: "decimal",
                    isRequired: true, value: NeedWords.plain(line.said)))\
                <label class="option"><input type="checkbox" name="met" value="\(line.id)"\(" checked", if: isMet)>\
                <span>\(frame(TrackWords.enough))</span></label></div>\(LineWorkParts(frame: frame).corrections(line, fields))
                """
        }
        let neededBy = need.neededBy.map(Format.field)
        let asked = fields.isSent ? AskingBack.marks(correcting: fields.form, fields.problems) : []
        let marks = asked.map { "<input type=\"hidden\" name=\"asTyped\" value=\"\($0)\">" as HTML }
        return """
            \(marks)<p class="small">\(frame(TrackWords.less))</p>\(fields.text("title", AskWords.titleLabel, value: need.title))\
            <div class="stack">\(rows)</div>\
            \(PlaceParts(frame: frame, places: places).corrections(need.area, fields))\
            \(fields.text("neededBy", AskWords.neededByLabel, kind: "datetime-local", value: neededBy))\
            \(fields.area("description", AskWords.descriptionLabel, value: need.description))
            """
    }
}
