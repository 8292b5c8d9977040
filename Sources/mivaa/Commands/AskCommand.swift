import ArgumentParser
import Backends
import DocumentModel
import Inference
import Retrieval

/// `mivaa ask`: an answer from files, or from what a service has stored.
struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Answer a question from PDFs, with the places where it stands.",
        discussion: """
            Without a language model (MIVAA_LLM_URL, MIVAA_LLM_MODELS), the answer is made of the documents' own sentences. Without files, the \
            documents of a data folder are asked.
            """)

    @Argument(help: "The question.")
    var question: String

    @Argument(help: ArgumentHelp("PDF files or folders.", valueName: "file"))
    var inputs: [String] = []

    @OptionGroup var data: DataOptions

    @Option(help: "Workspace in the data folder; the only one when there is one.")
    var workspace: String?

    @Option(help: "Passages that the answer may stand on.")
    var passages = 5

    @Option(help: "Name of the language model; extractive for quotes.")
    var model: String?

    @Flag(help: "Find passages by words alone.")
    var keyword = false

    @Flag(help: "As JSON, sentence by sentence with citations.")
    var json = false

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var recognition: RecognitionOptions

    func validate() throws {
        guard AnswerRequest.passageRange.contains(passages) else { throw ValidationError("--passages must be between 1 and 20") }
        guard !question.isEmpty, question.count <= AnswerRequest.longestQuestion else {
            throw ValidationError("a question has from 1 to \(AnswerRequest.longestQuestion) characters")
        }
        if !inputs.isEmpty, data.data != nil { throw ValidationError("name files, or a data folder with --data: not both") }
    }

    func run() async throws {
        let answer = inputs.isEmpty ? try await answerFromFolder() : try await answerFromFiles()
        for warning in answer.warnings { Terminal.warn(warning) }
        Terminal.write(json ? try JSONText.of(AnswerReport(answer, to: question)) : AnswerReport.text(answer))
    }

    private func answerFromFiles() async throws -> Answer {
        let files = try InputFile.named(inputs)
        let settings = try ServiceSettings.read()
        // Words have to do where there is no model.
        let embedder = keyword ? nil : try? await MeaningSetup(settings.meaning).filling(nil)
        let request = try request(settings.languages())
        return try await OpenRoom.with(reading, recognition: recognition, jobs: Terminal.coreCount) { room in
            let passages = FilePassages(embedder: embedder)
            for failure in try await passages.fill(from: files, room: room, reading: reading) { Terminal.warn(failure) }
            let answerer = Answerer(finder: passages, reader: passages, embedder: { embedder })
            return try await Self.answer(request, by: answerer, in: .workspace(FileShelf.workspace))
        }
    }

    private func answerFromFolder() async throws -> Answer {
        let stored = try await StoredAnswers(data, workspace: workspace)
        return try await Self.answer(try request(stored.models), by: stored.answerer, in: .workspace(stored.workspace))
    }

    private func request(_ models: LanguageModels) throws -> AnswerRequest {
        var request = AnswerRequest(question)
        request.mostPassages = passages
        request.mode = keyword ? .keyword : .hybrid
        if model != Answer.extractive {
            do throws(LanguageModelError) {
                request.model = try models.model(named: model)
            } catch {
                throw CommandFailure(error.sentence)
            }
        }
        return request
    }

    private static func answer(_ request: AnswerRequest, by answerer: Answerer, in scope: Scope) async throws -> Answer {
        do throws(AnswerError) {
            return try await answerer.answer(request, in: scope)
        } catch {
            throw CommandFailure(error.sentence)
        }
    }
}

extension AnswerError {
    /// For people.
    var sentence: String {
        switch self {
        case .unusableQuestion(let reason): reason
        case .search(let error): error.sentence
        case .store(let error): "\(error)"
        case .cancelled: "cancelled"
        }
    }
}
