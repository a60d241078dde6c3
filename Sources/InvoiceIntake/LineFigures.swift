internal import BillingModel
internal import CSimdJSON

extension RecordSlots {
    /// The text of a field, or of the one to look at when it is empty.
    @inline(__always)
    func text(_ source: LineLayout.Source) -> UnsafeRawBufferPointer {
        let text = self[source.first].text
        return text.isEmpty ? self[source.second].text : text
    }
}

/// Numbers and dates of a record; malformed ones reject the line, naming the field and showing what stood there.
extension LineNormaliser {
    /// `nil` when the field is absent or empty.
    @inline(__always)
    func decimal(_ slots: RecordSlots, _ source: LineLayout.Source) throws(LineRejection) -> ExactDecimal? {
        let text = slots.text(source)
        if text.isEmpty { return nil }
        if case .value(let value) = DecimalText.read(text) { return value }
        throw notANumber(text, source)
    }

    @inline(__always)
    func required(_ slots: RecordSlots, _ source: LineLayout.Source) throws(LineRejection) -> ExactDecimal {
        guard let value = try decimal(slots, source) else {
            throw LineRejection(reason: "\(label(source)) is missing")
        }
        return value
    }

    @inline(__always)
    func money(_ value: ExactDecimal, _ source: LineLayout.Source) throws(LineRejection) -> Amount {
        do {
            return try Amount(value)
        } catch {
            throw LineRejection(
                reason: "\(label(source)) has more than \(Amount.scale) decimals or is too large: \(value)")
        }
    }

    /// `nil` when the field is absent, empty or the year 1.
    @inline(__always)
    mutating func date(_ slots: RecordSlots, _ field: LineField) throws(LineRejection) -> CalendarDate? {
        let text = slots[field.rawValue].text
        if text.isEmpty { return nil }
        switch dates.value(of: text, { DateText.read($0) }) {
        case .date(let date): return date
        case .absent: return nil
        case .invalid: throw LineRejection(reason: "\(field.label) is no date: \(excerpt(text))")
        }
    }

    func label(_ source: LineLayout.Source) -> String { LineField(rawValue: source.first)?.label ?? "a field" }

    /// The beginning of a text, for a reason.
    func excerpt(_ text: UnsafeRawBufferPointer) -> String {
        String(decoding: text.prefix(40), as: UTF8.self) + (text.count > 40 ? "…" : "")
    }

    private func notANumber(_ text: UnsafeRawBufferPointer, _ source: LineLayout.Source) -> LineRejection {
        if case .tooManyDigits = DecimalText.read(text) {
            return LineRejection(
                reason: "\(label(source)) has more than \(ExactDecimal.maximumDigits) digits: \(excerpt(text))")
        }
        return LineRejection(reason: "\(label(source)) is no number: \(excerpt(text))")
    }
}
