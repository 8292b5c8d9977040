import ArgumentParser
import Foundation
import Inference
import WebAPI

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what runs where and what is missing.",
        discussion: "Exit status: 0 when everything that is installed by default works, 1 otherwise.")

    func run() throws {
        let findings = [pdfium, sandbox] + inference + models + [tesseract] + service
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

    /// What `mivaa serve` would stand on; nothing is made or changed.
    private var service: [Finding] {
        let settings: ServiceSettings
        do {
            settings = try ServiceSettings.read()
        } catch {
            return [Finding(isGood: false, text: "settings: \(error)")]
        }
        let folder = settings.dataFolder
        var findings = [Finding(isGood: true, text: "settings: the service would listen at \(settings.localURL(port: settings.port))")]
        findings.append(dataFolder(folder))
        if let socket = settings.clamdSocket {
            let isThere = FileManager.default.fileExists(atPath: socket)
            findings.append(Finding(isGood: isThere, text: "ClamAV: \(socket)\(isThere ? "" : " is not there; is clamd running?")"))
        }
        if let certificate = settings.tlsCertificate, let key = settings.tlsKey {
            for path in [certificate, key] where !FileManager.default.isReadableFile(atPath: path) {
                findings.append(Finding(isGood: false, text: "TLS: \(path) cannot be read"))
            }
        }
        return findings
    }

    private func dataFolder(_ path: String) -> Finding {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else {
            let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let canBeMade = files.isWritableFile(atPath: parent) || !files.fileExists(atPath: parent)
            let text = canBeMade ? "is made at the first start" : "cannot be made: \(parent) is not writable"
            return Finding(isGood: canBeMade, text: "data folder \(path): \(text)")
        }
        guard files.isWritableFile(atPath: path) else { return Finding(isGood: false, text: "data folder \(path): cannot be written") }
        let part = HealthPart.disk(at: path)
        return Finding(isGood: part.state == .healthy, text: "data folder \(path): \(part.detail)")
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
