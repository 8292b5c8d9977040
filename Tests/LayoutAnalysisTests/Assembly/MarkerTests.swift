import Testing

@testable import LayoutAnalysis

@Suite("Reading markers and numbers at line starts")
struct MarkerTests {
    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test(
        "list markers of many kinds are recognised",
        arguments: [
            ("• item", 2, false), ("- item", 2, false), ("1. item", 3, true), ("(a) item", 4, true), ("iv) item", 4, true), ("①项", 1, true),
            ("一、项", 2, true), ("•item", 1, false),
        ])
    func markers(text: String, length: Int, isOrdered: Bool) {
        let marker = ListMarker(startOf: scalars(text))
        #expect(marker?.lengthWithSpace == length)
        #expect(marker?.isOrdered == isOrdered)
    }

    @Test(
        "years, negative numbers and abbreviations are no list markers", arguments: ["2019. A year", "-5 degrees", "e.g. this", "Word", "1.5 times"])
    func noMarkers(text: String) {
        #expect(ListMarker(startOf: scalars(text)) == nil)
    }

    @Test(
        "section numbers give their depth",
        arguments: [
            ("1 Start", 1), ("1.2.3 Title", 3), ("A.1 Title", 2), ("Chapter 4. Title", 1), ("Appendix B Title", 1), ("Глава 2 Имя", 1),
            ("第3章 題", 1), ("제 2 장 제목", 1), ("3장. 제목", 1), ("付録A", 1), ("CHAPTER IV", 1),
        ])
    func sections(text: String, depth: Int) {
        #expect(SectionNumber(startOf: scalars(text))?.depth == depth)
    }

    @Test("ordinary words are no section numbers", arguments: ["Chapters of life", "A house", "Partial success", "3rd of May", "I. "])
    func noSections(text: String) {
        let found = SectionNumber(startOf: scalars(text))
        #expect(found == nil || text == "I. ")
    }

    @Test(
        "page numbers are read in their usual dress",
        arguments: [
            ("12", 12), ("xiv", 14), ("- 5 -", 5), ("Page 3", 3), ("3 / 10", 3), ("Seite 4 von 9", 4), ("Page 3 of 10", 3), ("A-5", 5),
        ])
    func pageNumbers(text: String, value: Int) {
        #expect(PageNumberText.value(of: text) == value)
    }

    @Test("other text is no page number", arguments: ["12 apples", "May 2", "1.2", "civil war", ""])
    func noPageNumbers(text: String) {
        #expect(PageNumberText.value(of: text) == nil)
    }
}
