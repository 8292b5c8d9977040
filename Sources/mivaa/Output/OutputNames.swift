/// Where the outputs of each input go below the output folder.
///
/// A document is named after its file without ".pdf", inside the subfolder it was found in. When two inputs would get the same
/// name, the later one gets "-2", "-3" ... in the order of the command line. Names are compared without case, because some
/// file systems do.
enum OutputNames {
    static func stems(for inputs: [InputFile]) -> [String] {
        var taken = Set<String>()
        return inputs.map { input in
            var stem = input.stem
            var number = 2
            while !taken.insert(stem.lowercased()).inserted {
                stem = "\(input.stem)-\(number)"
                number += 1
            }
            return stem
        }
    }
}
