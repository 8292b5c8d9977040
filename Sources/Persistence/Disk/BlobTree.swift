import Backends
import Glibc

/// Walks through the folders of a blob store.
enum BlobTree {
    struct Entry: Hashable {
        var name: String
        var isFolder: Bool
    }

    /// What is in a folder, without what begins with a dot; empty when there is no such folder.
    static func entries(of folder: String) throws(StoreError) -> [Entry] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw DurableFile.error(folder)
        }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard !name.hasPrefix(".") else { continue }
            entries.append(Entry(name: name, isFolder: isFolder(entry.pointee.d_type, "\(folder)/\(name)")))
        }
        return entries
    }

    /// Names of files below `prefix`, ascending by bytes, behind `after`.
    static func names(in root: String, below prefix: String, after: String, limit: Int) throws(StoreError) -> [String] {
        var names: [String] = []
        try collect(root, prefix, after, limit, &names)
        return names
    }

    private static func collect(
        _ root: String, _ folder: String, _ after: String, _ limit: Int, _ names: inout [String]
    ) throws(StoreError) {
        // A folder sorts as its name with the slash that all names in it have.
        let keyed = try entries(of: "\(root)/\(folder)").map { entry in
            (key: "\(folder)/\(entry.name)\(entry.isFolder ? "/" : "")", entry: entry)
        }
        for (key, entry) in keyed.sorted(by: { precedes($0.key, $1.key) }) where names.count < limit {
            if entry.isFolder {
                // All of it lies before the place to begin at, unless that is inside.
                if precedes(after, key) || after.hasPrefix(key) { try collect(root, "\(folder)/\(entry.name)", after, limit, &names) }
            } else if precedes(after, key) {
                names.append(key)
            }
        }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// Removes a file, or a folder with all that is in it. How many files there were.
    static func remove(_ path: String) throws(StoreError) -> Int {
        var count = 0
        for entry in try entries(of: path) {
            count += entry.isFolder ? try remove("\(path)/\(entry.name)") : try removeFile("\(path)/\(entry.name)")
        }
        // Somebody may put a file there just now: then the folder stays.
        if rmdir(path) != 0 {
            switch errno {
            case ENOTDIR: count += try removeFile(path)
            case ENOENT, ENOTEMPTY, EEXIST: break
            default: throw DurableFile.error(path)
            }
        }
        return count
    }

    private static func removeFile(_ path: String) throws(StoreError) -> Int {
        if unlink(path) == 0 { return 1 }
        guard errno == ENOENT else { throw DurableFile.error(path) }
        return 0
    }

    private static func isFolder(_ kind: UInt8, _ path: String) -> Bool {
        if kind != UInt8(DT_UNKNOWN) { return kind == UInt8(DT_DIR) }
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
