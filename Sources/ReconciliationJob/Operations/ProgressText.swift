/// A line of progress for a terminal: what is done, how fast, how long it will take.
package enum ProgressText {
    /// - Parameter seconds: Since the stage began.
    package static func line(_ position: RunMeter.Position, seconds: Double) -> String {
        var parts = [position.stage.rawValue]
        let share = position.total > 0 ? min(1, Double(position.done) / Double(position.total)) : 0
        if position.total > 0 { parts.append("\(Int(share * 100)) %") }
        if seconds >= 0.5 {
            if let rate = rate(position, seconds) { parts.append(rate) }
            // The first per cent says nothing about the rest.
            if share > 0.01, share < 1 { parts.append("\(clock(seconds / share - seconds)) left") }
        }
        return parts.joined(separator: "  ")
    }

    private static func rate(_ position: RunMeter.Position, _ seconds: Double) -> String? {
        switch position.unit {
        case .bytes:
            let bytes = Double(position.done) / seconds / 1_000_000
            return "\(Int(bytes)) MB/s, \(count(Double(position.rows) / seconds)) lines/s"
        case .parts: return nil
        case .rows: return position.done == 0 ? nil : "\(count(Double(position.done) / seconds)) rows/s"
        }
    }

    /// Three digits that count, thousands set apart.
    private static func count(_ value: Double) -> String {
        var digits = String(Int(value))
        if digits.count > 3 { digits = String(digits.prefix(3)) + String(repeating: "0", count: digits.count - 3) }
        return String(
            digits.enumerated().flatMap { index, digit -> [Character] in
                index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
            })
    }

    /// Minutes and seconds, with hours in front when there are any.
    package static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let hours = whole / 3600
        let rest = "\(two(whole % 60))"
        return hours > 0 ? "\(hours):\(two(whole / 60 % 60)):\(rest)" : "\(whole / 60):\(rest)"
    }
}
