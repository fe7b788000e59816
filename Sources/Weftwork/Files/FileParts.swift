internal import Database

/// Parts of pages that show and take photos.
struct FileParts {
    let frame: Frame

    init(_ frame: Frame) {
        self.frame = frame
    }

    /// One photo, small, which leads to the large one.
    func photo(_ file: StoredFile, at address: String) -> HTML {
        """
        <figure class="photo"><a href="\(address)" aria-label="\(frame(FileWords.open(file.words)))">\
        \(image(file, at: address))</a><figcaption>\(frame.said(file.words))</figcaption></figure>
        """
    }

    /// The small form by itself, with its words for whoever can't see it.
    func image(_ file: StoredFile, at address: String) -> HTML {
        let side = Double(max(file.width, file.height)), scale = min(1, Double(Picture.smallSide) / side)
        let width = max(1, Int(Double(file.width) * scale)), height = max(1, Int(Double(file.height) * scale))
        return """
            <img src="\(address)?size=small" alt="\(file.words)" width="\(width)" height="\(height)" loading="lazy" decoding="async">
            """
    }

    /// The form that takes one photo; with scripts it shrinks each on the device and sends them one by one.
    /// - Parameters:
    ///   - place: the part of the page that is shown once they have arrived.
    ///   - back: to which page it leads, where that is not the object's own.
    ///   - draft: under which name its line is kept while the camera has the device.
    func form(
        _ path: String, _ fields: Fields, most: Int, draft: String, place: String = "photos", back: String = ""
    ) -> HTML {
        """
        <form method="post" action="\(path)" enctype="multipart/form-data" class="stack" data-photos="\(most)" data-place="\(place)" \
        data-sending="\(frame(FileWords.sending))" data-sent="\(frame(FileWords.sent))" \
        data-failed="\(frame(FileWords.failed))" data-again="\(frame(FileWords.again))" \
        data-missing="\(frame(FileWords.wordsMissing))"\(frame.draft(draft))>\(fields.hidden)\(leading(back))\
        \(fields.file("photo", FileWords.photo, hint: FileWords.chooseHint))\
        \(fields.text("words", FileWords.words, hint: FileWords.wordsHint, isRequired: true))\
        <button class="btn">\(frame(FileWords.send))</button></form>
        """
    }

    /// The button that deletes one photo, named by what it shows.
    func removal(_ path: String, _ file: StoredFile, back: String = "") -> HTML {
        """
        <form method="post" action="\(path)">\(frame.hidden)<input type="hidden" name="file" value="\(file.id)">\(leading(back))\
        <button class="btn quiet" aria-label="\(frame(FileWords.remove(file.words)))">\(frame(FileWords.remove))</button></form>
        """
    }

    private func leading(_ back: String) -> HTML {
        back.isEmpty ? "" : "<input type=\"hidden\" name=\"back\" value=\"\(back)\">"
    }
}
