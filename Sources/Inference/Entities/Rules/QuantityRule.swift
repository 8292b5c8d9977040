import Backends

/// Measures: "12 mm", "60 x 60 cm", "600×1200×10 mm", "0.5 %", "5-10 kg", "± 0.2 mm", "24\" x 48\"".
struct QuantityRule: EntityRule {
    /// Compared with case: "mW" and "MW" are nine orders of magnitude apart.
    private static let units: [StaticString] = [
        "mm", "cm", "dm", "m", "km", "µm", "μm", "nm", "mm2", "cm2", "m2", "km2", "mm²", "cm²", "m²", "km²", "m3", "cm3", "mm3", "m³", "cm³", "mm³",
        "sqm",
        "inch", "inches", "ft", "feet", "foot", "yd", "yards", "mile", "miles", "sq ft", "sq. ft.", "sq m", "sq. m", "sq.m.", "ha", "hectares",
        "acres",
        "mg", "g", "kg", "t", "tonnes", "tons", "lb", "lbs", "oz", "pounds", "grams", "kilograms", "μg", "µg", "kg/m2", "kg/m²", "kg/m3", "kg/m³",
        "g/m2", "g/m²", "g/cm³", "g/cm3",
        "ml", "mL", "cl", "l", "L", "litres", "liters", "gal", "gallons", "μl", "µl", "mg/l", "mg/L", "mg/kg", "l/min",
        "metres", "meters", "metre", "meter", "centimetres", "centimeters", "millimetres", "millimeters", "kilometres", "kilometers",
        "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "Wh", "V", "mV", "kV", "A", "mA", "mAh", "Ah", "Hz", "kHz", "MHz", "GHz", "Ω", "kΩ", "W/mK",
        "W/m²K", "W/(m·K)", "kJ", "MJ", "kcal", "cal",
        "°C", "°F", "°", "℃", "Pa", "kPa", "MPa", "GPa", "hPa", "bar", "mbar", "psi", "kN", "MN", "N/mm2", "N/mm²", "N/m²", "kN/m²", "Nm",
        "dB", "dB(A)", "lux", "lx", "lm", "cd", "km/h", "m/s", "mph", "rpm", "bit", "bits", "KB", "kB", "MB", "GB", "TB", "Mbps", "Gbps", "dpi", "px",
        "pixels",
        "%", "‰", "ppm", "ppb", "percent", "per cent", "mol", "mmol", "mM", "μM", "µM", "nM",
        "ms", "μs", "µs", "ns", "seconds", "minutes", "hours", "min", "h", "hrs",
    ]
    /// Taken only when they touch the number: apart they are words, initials, quotes.
    private static let touchingUnits: [StaticString] = ["in", "\"", "″", "'", "′", "s", "K"]
    /// Single letters that are something else too often when a space parts them from the number.
    private static let doubtful: [StaticString] = ["A", "V", "L", "t", "h", "W"]
    /// Length, width, height; more is a list.
    private static let maximumSides = 4

    func match(in text: RuleText, at position: Int) -> RuleMatch? {
        guard let start = afterTolerance(in: text, at: position), var end = afterNumber(in: text, at: start) else { return nil }
        var unit = afterUnit(in: text, at: end)
        end = unit?.end ?? end
        var sides = 1
        while sides < Self.maximumSides, let side = afterTimes(in: text, at: end), let number = text.afterNumber(at: side) {
            let sideUnit = afterUnit(in: text, at: number)
            unit = sideUnit ?? unit
            end = sideUnit?.end ?? number
            sides += 1
        }
        guard let unit, text.isEnd(end) || sides > 1 else { return nil }
        return RuleMatch(kind: .quantity, range: position..<end, confidence: sides > 1 ? 0.97 : unit.confidence)
    }

    private func afterTolerance(in text: RuleText, at position: Int) -> Int? {
        if text.isDigit(position) { return position }
        for sign: StaticString in ["±", "≥", "≤", "<", ">", "~", "≈", "+", "-", "−"] {
            guard let end = text.after(sign, at: position) else { continue }
            let number = text.afterSpace(at: end)
            return text.isDigit(number) ? number : nil
        }
        return nil
    }

    /// A number or a range of numbers.
    private func afterNumber(in text: RuleText, at position: Int) -> Int? {
        guard let number = text.afterNumber(at: position) else { return nil }
        for sign: StaticString in ["-", "–", " - ", " – ", " to ", "..."] {
            if let next = text.after(sign, at: number), let end = text.afterNumber(at: next), afterUnit(in: text, at: end) != nil { return end }
        }
        return number
    }

    private func afterUnit(in text: RuleText, at number: Int) -> (end: Int, confidence: Double)? {
        let apart = text.afterSpace(at: number)
        let hyphen = text[number] == UInt8(ascii: "-") ? number + 1 : apart
        if let end = longest(Self.units, in: text, at: hyphen), text.isEnd(end) {
            let isDoubtful = apart > number && Self.doubtful.contains { text.afterExactly($0, at: apart) == end }
            return isDoubtful ? nil : (end, end - hyphen == 1 && apart > number ? 0.85 : 0.95)
        }
        if let end = longest(Self.touchingUnits, in: text, at: number), text.isEnd(end), !isDecade(in: text, before: number) { return (end, 0.75) }
        return nil
    }

    /// "1990s", "2019s" (an apostrophe that got lost): four digits that make a year.
    private func isDecade(in text: RuleText, before end: Int) -> Bool {
        text[end] == UInt8(ascii: "s") && !text.isDigit(end - 5) && text.value(end - 4..<end).map((1000...2199).contains) ?? false
    }

    private func longest(_ units: [StaticString], in text: RuleText, at position: Int) -> Int? {
        units.compactMap { text.afterExactly($0, at: position) }.filter { text.isEnd($0) }.max()
    }

    /// The position of the next side: after "x", "×", "X", "*" or "by" with spaces around.
    private func afterTimes(in text: RuleText, at position: Int) -> Int? {
        let start = text.afterSpace(at: position)
        for sign: StaticString in ["x", "×", "*", "by "] {
            guard let end = text.after(sign, at: start) else { continue }
            let number = text.afterSpace(at: end)
            return text.isDigit(number) ? number : nil
        }
        return nil
    }
}
