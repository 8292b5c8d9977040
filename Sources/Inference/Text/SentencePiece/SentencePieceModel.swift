/// A SentencePiece model of the unigram kind: pieces with their log probabilities, and how text is normalized before.
package struct SentencePieceModel: Sendable {
    let pieces: ByteTable
    /// By piece number.
    let scores: [Float]
    let unknown: Int32
    /// Piece numbers of `<s>` and `</s>`.
    package let start: Int32
    package let end: Int32
    let characterMap: CharacterMap
    let addsLeadingSpace: Bool
    let collapsesSpaces: Bool

    package var count: Int { scores.count }

    /// As for WordPiece: the largest known have 250,000 pieces.
    package static let maximumPieces = 1_000_000
    package static let maximumSizeBytes = 64 << 20

    package init(file: [UInt8]) throws(VocabularyError) {
        guard file.count <= Self.maximumSizeBytes else { throw .tooLarge(limit: "\(Self.maximumSizeBytes) bytes") }
        var draft = Draft()
        var fields = ProtobufFields(file[...])
        while let (number, value) = try fields.next() {
            guard case .bytes(let message) = value else { continue }
            switch number {
            case 1: try draft.addPiece(message)
            case 3: try draft.readNormalizer(message)
            default: continue
            }
        }
        guard let unknown = draft.unknown else { throw .lacks(piece: "<unk>") }
        guard let start = draft.start else { throw .lacks(piece: "<s>") }
        guard let end = draft.end else { throw .lacks(piece: "</s>") }
        (self.unknown, self.start, self.end) = (unknown, start, end)
        pieces = draft.table.table()
        scores = draft.scores
        characterMap = draft.characterMap
        addsLeadingSpace = draft.addsLeadingSpace
        collapsesSpaces = draft.collapsesSpaces
    }
}

/// What has been read so far; field numbers are those of `sentencepiece_model.proto`.
private struct Draft {
    var table = ByteTable.Builder()
    var scores: [Float] = []
    var unknown, start, end: Int32?
    var characterMap = CharacterMap.identity
    var addsLeadingSpace = true
    var collapsesSpaces = true

    private enum Kind: UInt64 {
        case normal = 1, unknown, control, userDefined, unused, byte
    }

    mutating func addPiece(_ message: ArraySlice<UInt8>) throws(VocabularyError) {
        guard scores.count < SentencePieceModel.maximumPieces else { throw .tooLarge(limit: "\(SentencePieceModel.maximumPieces) pieces") }
        var text: ArraySlice<UInt8> = []
        var score: Float = 0
        var kind = Kind.normal
        var fields = ProtobufFields(message)
        while let (number, value) = try fields.next() {
            switch (number, value) {
            case (1, .bytes(let bytes)): text = bytes
            case (2, .fixed32(let bits)): score = Float(bitPattern: bits)
            case (3, .varint(let raw)): kind = Kind(rawValue: raw) ?? .unused
            default: continue
            }
        }
        guard score.isFinite else { throw .damaged("a piece without a score") }
        keep(text, as: Int32(scores.count), kind: kind)
        scores.append(score)
    }

    private mutating func keep(_ text: ArraySlice<UInt8>, as id: Int32, kind: Kind) {
        switch kind {
        case .normal, .userDefined: if !text.isEmpty { table.add(text, value: id) }
        case .unknown: unknown = id
        // Control pieces are never found in text: a document must not steer the model.
        case .control where text.elementsEqual("<s>".utf8): start = id
        case .control where text.elementsEqual("</s>".utf8): end = id
        case .control, .unused, .byte: break
        }
    }

    mutating func readNormalizer(_ message: ArraySlice<UInt8>) throws(VocabularyError) {
        var fields = ProtobufFields(message)
        while let (number, value) = try fields.next() {
            switch (number, value) {
            case (2, .bytes(let blob)): characterMap = try CharacterMap(blob: blob)
            case (3, .varint(let flag)): addsLeadingSpace = flag != 0
            case (4, .varint(let flag)): collapsesSpaces = flag != 0
            default: continue
            }
        }
    }
}
