import Foundation
import Ingestion

/// One document to read, as named on the command line or found in a folder named there.
struct InputFile: Hashable, Sendable {
    /// As it can be opened; "-" for standard input.
    var path: String
    /// Below the folder it was found in, or the file's own name: what output files are named after.
    var relativePath: String

    static let standardInput = InputFile(path: "-", relativePath: "stdin.pdf")

    var isStandardInput: Bool { path == "-" }

    /// The relative path without ".pdf".
    var stem: String {
        relativePath.lowercased().hasSuffix(".pdf") ? String(relativePath.dropLast(4)) : relativePath
    }

    func open(limitBytes: Int) throws(Refusal) -> SourceFile {
        isStandardInput ? try SourceFile(copying: STDIN_FILENO, limitBytes: limitBytes) : try SourceFile(path: path)
    }
}

extension InputFile {
    /// The documents that the arguments name: files as they are, folders with every PDF below them, sorted by path.
    static func named(_ arguments: [String]) throws(CommandFailure) -> [InputFile] {
        var found: [InputFile] = []
        for argument in arguments {
            if argument == "-" {
                found.append(.standardInput)
            } else if isFolder(argument) {
                let folder = argument.hasSuffix("/") ? String(argument.dropLast()) : argument
                found += pdfs(below: folder, relative: "")
            } else {
                found.append(InputFile(path: argument, relativePath: String(argument.split(separator: "/").last ?? "")))
            }
        }
        guard !found.isEmpty else { throw CommandFailure("There is no PDF in \(arguments.joined(separator: ", ")).") }
        var seen = Set<String>()
        return found.filter { seen.insert($0.path).inserted }
    }

    /// The one document that an argument names.
    static func single(_ argument: String) -> InputFile {
        argument == "-" ? .standardInput : InputFile(path: argument, relativePath: argument)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func pdfs(below folder: String, relative: String) -> [InputFile] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { !$0.hasPrefix(".") }.sorted().flatMap { name -> [InputFile] in
            let path = "\(folder)/\(name)"
            if isFolder(path) { return isLink(path) ? [] : pdfs(below: path, relative: "\(relative)\(name)/") }
            return name.lowercased().hasSuffix(".pdf") ? [InputFile(path: path, relativePath: relative + name)] : []
        }
    }

    /// Links to folders are not followed: they may lead in circles.
    private static func isLink(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType == .typeSymbolicLink
    }
}
