package import Backends
import Glibc

/// The two towers of a CLIP model as ONNX files in a folder of the user's.
package struct CLIPFolder: Hashable, Sendable {
    package var visualPath: String
    package var textualPath: String
    /// The last part of the folder's name: what reports call the model.
    package var name: String

    package static let installAdvice = "set MIVAA_CLIP to a folder with visual.onnx and textual.onnx of a CLIP model (ViT-B/32 or like it)"

    /// What exporters call the towers.
    private static let visualNames = ["visual.onnx", "vision_model.onnx", "image.onnx", "clip_visual.onnx", "clip_image_model_vitb32.onnx"]
    private static let textualNames = ["textual.onnx", "text_model.onnx", "text.onnx", "clip_textual.onnx", "clip_text_model_vitb32.onnx"]

    /// - Throws: `.missing` when one of the towers is not there under a known name.
    package init(path: String) throws(RecognitionError) {
        visualPath = try Self.find(Self.visualNames, in: path)
        textualPath = try Self.find(Self.textualNames, in: path)
        name = path.split(separator: "/").last.map(String.init) ?? "clip"
    }

    private static func find(_ names: [String], in folder: String) throws(RecognitionError) -> String {
        for name in names where access("\(folder)/\(name)", R_OK) == 0 { return "\(folder)/\(name)" }
        throw .missing(what: "the CLIP tower \(names[0]) in \(folder)", install: installAdvice)
    }
}
