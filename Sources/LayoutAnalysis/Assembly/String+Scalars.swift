extension StringProtocol {
    /// The values of its Unicode scalars. Reserves room for all: `map` over the scalars cannot, their number being unknown.
    var scalarValues: [UInt32] {
        var values: [UInt32] = []
        values.reserveCapacity(utf8.count)
        for scalar in unicodeScalars { values.append(scalar.value) }
        return values
    }
}
