import DocumentModel
import Rendering
import Testing

@Suite("Markdown: text in a line")
struct MarkdownInlineTests {
    private func markdown(_ spans: [Span], _ options: ContentOptions = ContentOptions()) -> String {
        let text = MarkdownRenderer(options: options).render(.of([.of(.paragraph, spans)])).text
        #expect(text.isEmpty || text.last == "\n")
        return String(text.dropLast())
    }

    @Test(
        "characters that Markdown would act on are escaped, others are not",
        arguments: [
            ("a * b", "a * b"), ("2*3", "2\\*3"), ("snake_case_name", "snake_case_name"), ("_private", "\\_private"),
            ("# not a heading", "\\# not a heading"), ("#hashtag", "#hashtag"), ("C# and F#", "C# and F#"),
            ("1. first", "1\\. first"), ("1.5 metres", "1.5 metres"), ("2023", "2023"), ("12) x", "12\\) x"),
            ("- dash", "\\- dash"), ("-5 degrees", "-5 degrees"), ("---", "\\---"), ("+ plus", "\\+ plus"), ("* star", "\\* star"),
            ("> quote", "\\> quote"), ("a > b < c", "a > b < c"), ("<b>", "\\<b>"), ("x<y", "x\\<y"),
            ("AT&T", "AT&T"), ("&amp; &copy 1", "\\&amp; &copy 1"), ("see [1]", "see [1]"), ("[1] see", "\\[1] see"),
            ("a [b](c)", "a [b\\](c)"), ("note[^1]", "note\\[^1]"), ("wow![x]", "wow\\![x]"), ("`code`", "\\`code\\`"),
            ("C:\\temp", "C:\\temp"), ("\\*", "\\\\\\*"), ("a|b", "a|b"), ("~/bin", "~/bin"), ("~a~", "\\~a~"),
            ("~~~", "\\~\\~~"), ("__init__", "\\_\\_init\\_\\_"), ("  a \n b\t c ", "a b c"), ("a\u{0}b", "a\u{FFFD}b"),
        ])
    func escapes(_ source: String, _ expected: String) {
        #expect(markdown([.plain(source)]) == expected)
    }

    @Test("styles become emphasis, code and tags")
    func styles() {
        #expect(markdown([.plain("a "), .plain("b", .bold), .plain(" c")]) == "a **b** c")
        #expect(markdown([.plain("a ", .italic), .plain("b", [.bold, .italic])]) == "*a* ***b***")
        #expect(markdown([.plain("just run "), .plain("ls -l *", .monospaced), .plain(".")]) == "just run `ls -l *`.")
        #expect(markdown([.plain("some longer text "), .plain("a``b", .monospaced)]) == "some longer text ```a``b```")
        #expect(markdown([.plain("some text "), .plain("`", .monospaced)]) == "some text `` ` ``")
        #expect(markdown([.plain("m"), .plain("2", .superscript)]) == "m<sup>2</sup>")
        #expect(markdown([.plain("old", .struck), .plain(" new", .underlined)]) == "<del>old</del> new")
    }

    @Test("code in several styles is one piece of code")
    func styledCode() {
        #expect(markdown([.plain("some text "), .plain("a-", .monospaced), .plain("b", [.monospaced, .italic])]) == "some text `a-b`")
    }

    @Test("a style does not reach over the spaces at its ends, and a plain space does not split it")
    func spaces() {
        #expect(markdown([.plain("a", []), .plain(" b ", .bold), .plain("c")]) == "a **b** c")
        #expect(markdown([.plain("a", .bold), .plain(" "), .plain("b", .bold)]) == "**a b**")
        #expect(markdown([.plain("a ", .bold), .plain("b ", .bold, line: 1)]) == "**a b**")
    }

    @Test("slanted signs without a letter or figure are not emphasised")
    func signs() {
        #expect(markdown([.plain("a "), .plain(">", .italic), .plain(" b, "), .plain("c", .italic)]) == "a > b, *c*")
    }

    @Test("delimiters that would not count as emphasis move inwards past punctuation")
    func flanking() {
        #expect(markdown([.plain("Note:", .bold), .plain("text")]) == "**Note**:text")
        #expect(markdown([.plain("Note:", .bold), .plain(" text")]) == "**Note:** text")
        #expect(markdown([.plain("字"), .plain("「太字」", .bold), .plain("字")]) == "字「**太字**」字")
        #expect(markdown([.plain("a"), .plain("...", .bold), .plain("b")]) == "a...b")
        #expect(markdown([.plain("a.", .bold), .plain("b", .italic)]) == "**a**.*b*")
        #expect(markdown([.plain("a.", .bold), .plain("b", [.italic, .superscript])]) == "**a.**<sup>*b*</sup>")
    }

    @Test("links keep their text, and targets that could do harm are dropped")
    func links() {
        #expect(markdown([.plain("see "), .plain("the site", link: "https://a.org/x_(y)")]) == "see [the site](https://a.org/x_%28y%29)")
        #expect(markdown([.plain("https://a.org", link: "https://a.org"), .plain(".")]) == "<https://a.org>.")
        #expect(markdown([.plain("[1]", link: "https://a.org")]) == "[\\[1\\]](https://a.org)")
        #expect(markdown([.plain("click", link: "javascript:alert(1)")]) == "click")
        #expect(markdown([.plain("page 3", link: "#page=3")]) == "page 3")
        var options = ContentOptions()
        options.keepsInternalLinks = true
        #expect(markdown([.plain("page 3", link: "#page=3")], options) == "[page 3](#page=3)")
        #expect(markdown([.plain("a", .bold, link: "https://a.org"), .plain(" b", link: "https://a.org")]) == "[**a** b](https://a.org)")
        #expect(markdown([.plain("Wow!"), .plain("a", link: "https://a.org")]) == "Wow\\![a](https://a.org)")
    }

    @Test("in a document that is typewritten throughout, monospaced is not marked")
    func typewritten() {
        let typed = String(repeating: "all of this is typed ", count: 40) + "to the end"
        #expect(markdown([.plain(typed, .monospaced)]) == typed)
    }

    @Test("in a document set in italics, only what stands out is marked")
    func italicBody() {
        let body = String(repeating: "slanted text ", count: 40)
        #expect(markdown([.plain(body, .italic), .plain("strong", [.bold, .italic])]) == body + "**strong**")
    }

    @Test("a letter of a word is not stressed")
    func stressInsideWords() {
        #expect(markdown([.plain("the "), .plain("l", .italic), .plain("th atom")]) == "the lth atom")
        #expect(markdown([.plain("the "), .plain("l", .italic), .plain(" atom")]) == "the *l* atom")
    }

    @Test("marks in prose are tagged, a formula full of them is written plainly")
    func formulas() {
        #expect(markdown([.plain("12 m"), .plain("2", .superscript), .plain(" of floor")]) == "12 m<sup>2</sup> of floor")
        let formula: [Span] = ["a", "b", "c", "d"].flatMap { [.plain($0, .italic), .plain("1", .subscript)] }
        #expect(markdown(formula) == "a1b1c1d1")
    }
}
