package import Backends
import Foundation

/// A folder with a sentence embedding model, read and checked, ready to be run.
///
/// Any BERT-shaped model exported to ONNX serves: `model.onnx` (and `model-int8.onnx`), its vocabulary `vocab.txt` (WordPiece) or
/// `sp.model` (SentencePiece unigram), and if they are there `tokenizer_config.json` (`do_lower_case`) and
/// `sentence_bert_config.json` (`max_seq_length`).
package struct EmbeddingModel: Sendable {
    package enum Precision: String, Hashable, Sendable, Codable {
        /// Weights of eight bits where the folder has them: twice as fast on a CPU, cosine to the float vectors about 0.99.
        case int8
        /// 32-bit floats: the reference, and the choice for a GPU.
        case float
    }

    /// "all-minilm-l6-v2".
    package let name: String
    /// Precision and digest of the weights.
    package let version: String
    let weightsPath: String
    let tokenizer: any PieceTokenizer
    /// Longest input in tokens, marks included.
    package let tokenLimit: Int

    /// The catalogue's model, or the user's folder in its place.
    package init(_ entry: ModelEntry, in store: ModelStore, precision: Precision) throws(RecognitionError) {
        let weights = try store.path("model.onnx", of: entry)
        let folder = String(weights.dropLast("/model.onnx".count))
        try self.init(name: entry.name, folder: folder, precision: precision)
    }

    /// The model's input for a text.
    package func encode(_ text: String) -> [Int32] { tokenizer.encode(text, limit: tokenLimit) }

    package init(name: String, folder: String, precision: Precision) throws(RecognitionError) {
        self.name = name
        let small = "\(folder)/model-int8.onnx"
        let usesSmall = precision == .int8 && FileManager.default.isReadableFile(atPath: small)
        weightsPath = usesSmall ? small : "\(folder)/model.onnx"
        let files = EmbeddingFolder(path: folder)
        tokenizer = try files.tokenizer()
        tokenLimit = try files.tokenLimit()
        version = try (usesSmall ? "int8 " : "float ") + files.digest(ofWeights: weightsPath)
    }
}

/// The small files of an embedding model's folder.
private struct EmbeddingFolder {
    let path: String

    /// sentence-transformers' own default for MiniLM; longer inputs were not trained on.
    private static let usualTokenLimit = 256
    /// More positions than any BERT has; a limit of millions would let one text take all memory.
    private static let largestTokenLimit = 8192
    private static let configurationLimitBytes = 1 << 20

    func tokenizer() throws(RecognitionError) -> any PieceTokenizer {
        do throws(VocabularyError) {
            if let file = contents("vocab.txt", limitBytes: WordPieceVocabulary.maximumSizeBytes) {
                let keepsCase = try configuration("tokenizer_config.json", "do_lower_case").map { $0 as? Bool == false } ?? false
                return WordPieceTokenizer(vocabulary: try WordPieceVocabulary(file: file), casing: keepsCase ? .kept : .lowered)
            }
            if let file = contents("sp.model", limitBytes: SentencePieceModel.maximumSizeBytes) {
                return UnigramTokenizer(model: try SentencePieceModel(file: file))
            }
        } catch {
            throw .failed("\(path): \(error)")
        }
        throw .missing(what: "the vocabulary of the embedding model in \(path) (vocab.txt or sp.model)", install: "copy it there")
    }

    func tokenLimit() throws(RecognitionError) -> Int {
        let limit: Any?
        do { limit = try configuration("sentence_bert_config.json", "max_seq_length") } catch { throw .failed("\(path): \(error)") }
        guard let limit else { return Self.usualTokenLimit }
        guard let number = limit as? Int, (3...Self.largestTokenLimit).contains(number) else {
            throw .failed("\(path)/sentence_bert_config.json: max_seq_length is not between 3 and \(Self.largestTokenLimit)")
        }
        return number
    }

    /// Twelve hexadecimal digits: recorded at installation, else computed.
    func digest(ofWeights weightsPath: String) throws(RecognitionError) -> String {
        let name = String(weightsPath.dropFirst(path.count + 1))
        if let recorded = InstalledModel.read(in: path)?.sha256[name] { return String(recorded.prefix(12)) }
        do { return String(try FileDigest.sha256(of: weightsPath).prefix(12)) } catch { throw .failed("\(weightsPath): \(error)") }
    }

    /// A value of a JSON file; `nil` when there is no such file or value.
    private func configuration(_ file: String, _ key: String) throws(VocabularyError) -> Any? {
        guard let bytes = contents(file, limitBytes: Self.configurationLimitBytes) else { return nil }
        guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw .damaged("\(file) is not a JSON object")
        }
        return object[key]
    }

    /// `nil` when the file is not there; at most one byte more than the limit, which the reader then refuses.
    private func contents(_ file: String, limitBytes: Int) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: "\(path)/\(file)") else { return nil }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: limitBytes + 1)).map { [UInt8]($0) }
    }
}
