import Testing

@testable import Ingestion

@Suite("Page selections and plans")
struct PageSelectionTests {
    @Test(
        "a list of pages and ranges becomes ascending runs",
        arguments: [
            ("1-5,8,-1", [1..<6, 8..<9, 10..<11]), ("3-", [3..<11]), ("-3--1", [8..<11]), ("5,4,4-6", [4..<7]), ("1,2,3", [1..<4]),
            ("9-20", [9..<11]), ("11", []), ("7-3", []),
        ])
    func runs(text: String, expected: [Range<Int>]) {
        #expect(PageSelection(text)?.runs(pageCount: 10) == expected)
    }

    @Test("what is not a list of pages is refused", arguments: ["", "a", "1,,2", "0", "1-0", "1..3", "-", "1-2-3"])
    func refuses(text: String) {
        #expect(PageSelection(text) == nil)
    }

    @Test("all pages of an empty document are none")
    func emptyDocument() {
        #expect(PageSelection.all.runs(pageCount: 0) == [])
    }

    @Test("a plan hands out every page once, in order, in runs that get shorter", arguments: [1, 2, 8])
    func planIsComplete(readerCount: Int) {
        var plan = PagePlan([1..<101, 200..<201])
        var pages: [Int] = []
        var lengths: [Int] = []
        while let run = plan.next(readerCount: readerCount) {
            pages += run
            lengths.append(run.count)
        }
        #expect(pages == Array(1...100) + [200])
        #expect(plan.remainingCount == 0)
        #expect(lengths.first! >= lengths.dropLast().last!)
    }
}
