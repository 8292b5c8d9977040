import Backends
import Inference

/// Where the models and the library that runs them are, and on what they run, by environment:
///
/// * `MIVAA_MODELS`: the folder of the installed models, else `vendor/models` of the project.
/// * `MIVAA_MODEL_FOLDERS`: folders of the user's own models, as `clip-vit-b32=/srv/clip,minilm=/srv/bert`.
/// * `MIVAA_ONNXRUNTIME`: the library, else `vendor/onnxruntime/libonnxruntime.so` of the project.
/// * `MIVAA_CLIP`: the folder of a CLIP model of the user's, with visual.onnx and textual.onnx.
/// * `MIVAA_MATERIALS`: the list of materials that pictures are sorted into, else `share/materials.json` of the project.
/// * `MIVAA_CUDA_DEVICE`: number of the CUDA device to run models on; unset for the CPU.
enum InferenceLocation {
    static func store() throws(CommandFailure) -> ModelStore {
        ModelStore(folder: try modelsFolder(), suppliedFolders: try suppliedFolders(InstalledFiles.setting("MIVAA_MODEL_FOLDERS") ?? ""))
    }

    static func libraryPath() -> String {
        InstalledFiles.setting("MIVAA_ONNXRUNTIME")
            ?? InstalledFiles.find("vendor/onnxruntime/libonnxruntime.so", "lib/libonnxruntime.so") ?? "vendor/onnxruntime/libonnxruntime.so"
    }

    /// The library with its settings; what it warns of goes to standard error.
    static func runtime() throws -> OnnxRuntime {
        try OnnxRuntime(libraryPath: libraryPath(), settings: try settings()) { Terminal.warn($0) }
    }

    /// Opens what needs the library; its own troubles come as a library that is missing, with what installs it.
    static func opening<Value>(_ open: () throws -> Value) throws(RecognitionError) -> Value {
        do {
            return try open()
        } catch let error as RecognitionError {
            throw error
        } catch let failure as CommandFailure {
            throw .missing(what: "the library that runs models (\(failure.message))", install: "scripts/setup")
        } catch {
            throw .failed("\(error)")
        }
    }

    static func settings() throws(CommandFailure) -> OnnxRuntime.Settings {
        var settings = OnnxRuntime.Settings()
        guard let device = InstalledFiles.setting("MIVAA_CUDA_DEVICE") else { return settings }
        guard let number = Int(device), number >= 0 else { throw CommandFailure("MIVAA_CUDA_DEVICE is not a number: \(device)") }
        settings.cudaDevice = number
        return settings
    }

    static func materials() -> String {
        InstalledFiles.setting("MIVAA_MATERIALS") ?? InstalledFiles.find("share/materials.json", "share/mivaa/materials.json")
            ?? "share/materials.json"
    }

    static func buildScriptsFolder() -> String { InstalledFiles.find("scripts/models") ?? "scripts/models" }

    private static func modelsFolder() throws(CommandFailure) -> String {
        if let set = InstalledFiles.setting("MIVAA_MODELS") { return set }
        // `vendor` is there before any model is.
        if let vendor = InstalledFiles.find("vendor", "share/mivaa") { return "\(vendor)/models" }
        throw CommandFailure("There is no folder for models.", hint: "Run scripts/setup, or set MIVAA_MODELS to a folder.")
    }

    private static func suppliedFolders(_ setting: String) throws(CommandFailure) -> [String: String] {
        var folders: [String: String] = [:]
        for pair in setting.split(separator: ",") {
            guard let equals = pair.firstIndex(of: "="), ModelCatalogue.entry(String(pair[..<equals])) != nil else {
                throw CommandFailure(
                    "MIVAA_MODEL_FOLDERS has \"\(pair)\", which is not MODEL=FOLDER.", hint: "mivaa models list has the models.")
            }
            folders[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
        }
        return folders
    }
}
