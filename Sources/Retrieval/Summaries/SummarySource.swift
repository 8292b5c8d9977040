import DocumentModel
import TextAnalysis

/// A sentence that a summary may be made of.
struct SummarySentence: Sendable {
    /// Index of its document.
    var document: Int
    var text: String
    /// UTF-8 offsets in its passage.
    var range: Range<Int>
    /// Index into the passages of its document.
    var passage: Int
    var section: Int
    /// 0 for the first sentence of its passage.
    var placeInPassage: Int
    /// 0...1: how far behind the beginning of its document's sentences.
    var depth: Double
    var wordCount: Int
    /// Whether it sends the reader elsewhere: to a chapter by number, to an address, to "more information".
    var isPointer: Bool
    /// Whether it leans on the sentence before it ("However, …", "It …"), which a summary may not have.
    var leansBack: Bool
    /// Subject words, each as often as it stands there, as numbers.
    var words: [Int32]

    /// Without numbers of notes.
    var plain: String { SentenceShape.withoutNotes(text) }
}

/// The sentences of documents, with what is known of their words.
struct SummarySource: Sendable {
    /// Sentences of all documents together: a book of 1,000 pages has 15,000.
    static let mostSentences = 30_000

    let documents: [DocumentOutline]
    let language: String?
    private(set) var sentences: [SummarySentence] = []
    private(set) var vocabulary = Vocabulary()
    private(set) var wordCount = 0
    private(set) var isCut = false
    private let stops: Set<String>
    private let shape: SentenceShape
    /// Subject words of each document's title and of each of its sections' headings.
    private(set) var titleWords: [Set<Int32>] = []
    private(set) var headingWords: [[Set<Int32>]] = []

    init(_ documents: [DocumentOutline], language: String?) {
        self.documents = documents
        self.language = language ?? Self.language(of: documents)
        stops = StopWords.of(self.language)
        shape = SentenceShape(documents)
        for (index, document) in documents.enumerated() { add(document, index) }
        for document in documents {
            titleWords.append(Set(subjectWords(of: document.title)))
            headingWords.append(document.sections.map { Set(subjectWords(of: $0.title)) })
        }
    }

    private static func language(of documents: [DocumentOutline]) -> String? {
        LanguageFinder.language(of: AnalyzedText(documents.flatMap(\.passages).filter { $0.kind == .paragraph }.map { .init(.prose, $0.text) }))
            .language
    }

    private mutating func add(_ document: DocumentOutline, _ index: Int) {
        let first = sentences.count
        let skipped = Set(document.sections.indices.filter { SideMatter.isTitle(document.sections[$0].title) })
        for passage in document.passages where [.paragraph, .listItem].contains(passage.kind) {
            wordCount += passage.text.split(whereSeparator: \.isWhitespace).count
            guard !skipped.contains(passage.section) else { continue }
            let title = document.sections[passage.section].title
            let continues = passage.index > 0 && shape.isBroken(document.passages[passage.index - 1])
            for (place, sentence) in Sentences.cut(passage.text, language: language).enumerated() {
                guard sentences.count < Self.mostSentences else { return isCut = true }
                guard !(place == 0 && continues), !shape.beginsWithHeading(sentence, title) else { continue }
                add(sentence, place, passage, index)
            }
        }
        let count = Double(max(1, sentences.count - first))
        for number in sentences.indices.dropFirst(first) { sentences[number].depth = Double(number - first) / count }
    }

    private mutating func add(_ sentence: Substring, _ place: Int, _ passage: DocumentPassage, _ document: Int) {
        let tokens = WordToken.cut(String(sentence))
        let words = tokens.count { !$0.isSign }
        guard SentenceShape.wordRange.contains(words), shape.isWhole(SentenceShape.withoutNotes(String(sentence))) else { return }
        let start = passage.text.utf8.distance(from: passage.text.startIndex, to: sentence.startIndex)
        sentences.append(
            SummarySentence(
                document: document, text: sentence.split(whereSeparator: \.isWhitespace).joined(separator: " "),
                range: start..<start + sentence.utf8.count, passage: passage.index, section: passage.section, placeInPassage: place, depth: 0,
                wordCount: words, isPointer: SentenceShape.isPointer(tokens), leansBack: SentenceShape.leansBack(tokens),
                words: numbers(of: tokens)))
    }

    mutating func subjectWords(of text: String) -> [Int32] { numbers(of: WordToken.cut(text)) }

    private mutating func numbers(of tokens: [WordToken]) -> [Int32] {
        tokens.compactMap { token in
            let word = token.text.lowercased()
            guard !token.isSign, word.utf8.count > 2, !stops.contains(word) else { return nil }
            return vocabulary.number(of: word)
        }
    }
}

/// Parts of documents that say nothing of their subject.
enum SideMatter {
    private static let titles: Set<String> = [
        "references", "bibliography", "works cited", "literature", "literature cited", "acknowledgements", "acknowledgments", "acknowledgement",
        "contents", "table of contents", "index", "list of figures", "list of tables", "copyright", "disclaimer", "about the author",
        "about the authors", "further reading", "external links", "see also", "citations", "general references", "notes", "endnotes",
        "author contributions", "competing interests", "conflict of interest",
        "literatur", "literaturverzeichnis", "quellen", "quellenverzeichnis", "danksagung", "inhalt", "inhaltsverzeichnis", "impressum",
        "abbildungsverzeichnis", "tabellenverzeichnis", "références", "bibliographie", "remerciements", "table des matières", "sommaire",
        "referencias", "bibliografía", "agradecimientos", "índice", "bibliografia", "riferimenti", "ringraziamenti", "indice", "referências",
        "βιβλιογραφία", "περιεχόμενα", "ευχαριστίες", "литература", "содержание", "благодарности",
    ]

    /// Numbers before the title do not count: "7. References".
    static func isTitle(_ title: String) -> Bool {
        let words = title.lowercased().drop { !$0.isLetter }
        return titles.contains(words.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ").trimmedOfSigns)
    }
}

extension String {
    fileprivate var trimmedOfSigns: String {
        var scalars = Substring(self)
        while let last = scalars.last, !last.isLetter { scalars.removeLast() }
        return String(scalars)
    }
}
