import ArgumentParser
import Foundation
import Inference

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what runs where and what is missing.",
        discussion: "Exit status: 0 when everything that is installed by default works, 1 otherwise.")

    func run() throws {
        let findings = [pdfium, sandbox] + inference + models + [tesseract]
        for finding in findings { Terminal.write("\(finding.isGood ? "ok      " : "missing ") \(finding.text)\n") }
        if !findings.allSatisfy(\.isGood) { throw ExitCode(Mivaa.failureStatus) }
    }

    private struct Finding {
        var isGood: Bool
        var text: String
    }

    private var pdfium: Finding {
        do {
            return Finding(isGood: true, text: "PDFium: \(try PDFiumLocation.path()), in confined child processes only")
        } catch {
            return Finding(isGood: false, text: "PDFium: \(error)")
        }
    }

    private var sandbox: Finding {
        let status = FileManager.default.contents(atPath: "/proc/self/status").map { String(decoding: $0, as: UTF8.self) }
        let isThere = status?.contains("Seccomp:") == true
        return Finding(isGood: isThere, text: isThere ? "seccomp: the kernel confines the children" : "seccomp: this kernel has none")
    }

    private var inference: [Finding] {
        do {
            let settings = try InferenceLocation.settings()
            let runtime = try OnnxRuntime(libraryPath: InferenceLocation.libraryPath(), settings: settings)
            let place = settings.cudaDevice.map { "CUDA device \($0)" } ?? "the processor"
            var findings = [Finding(isGood: true, text: "ONNX Runtime \(runtime.version): models run on \(place)")]
            if settings.cudaDevice != nil, !runtime.providers.contains("CUDAExecutionProvider") {
                findings.append(Finding(isGood: false, text: "CUDA: this build of ONNX Runtime has none; models run on the processor"))
            }
            return findings
        } catch {
            return [Finding(isGood: false, text: "\(error)")]
        }
    }

    /// Optional: without it Greek, Cyrillic and other scripts that the networks lack are not read, and all else works.
    private var tesseract: Finding {
        guard let library = try? TesseractLibrary() else {
            let purpose = "optional; reads Greek, Cyrillic, Korean and more"
            return Finding(isGood: true, text: "Tesseract: not installed (\(purpose)); run: \(TesseractLibrary.installCommand)")
        }
        let languages = library.languages.isEmpty ? "no languages" : library.languages.joined(separator: ", ")
        let hint = library.has("ell") ? "" : "; Greek is not read, run: \(TesseractLibrary.installCommand)"
        return Finding(isGood: true, text: "Tesseract \(library.version): \(languages)\(hint)")
    }

    private var models: [Finding] {
        guard let store = try? InferenceLocation.store() else { return [Finding(isGood: false, text: "models: there is no folder for them")] }
        return ModelCatalogue.entries.map { entry in
            let state = store.state(of: entry)
            let hint = state == .missing ? "; run: \(entry.installCommand)" : ""
            return Finding(
                isGood: state != .missing || !entry.isDefault, text: "model \(entry.name): \(ModelsCommand.List.text(of: state))\(hint)")
        }
    }
}
