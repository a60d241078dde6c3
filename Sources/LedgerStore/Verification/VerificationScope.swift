/// How much of a ledger a check of its seals looks at.
enum VerificationScope: Equatable {
    case everything
    /// What a run of tonight builds on before it looks at single charges: every table but those of charges and order
    /// rows, and of the findings those of the last night before tonight.
    case foundation(lastNight: String?)

    /// What a night came to is small and read for many nights; its findings are many and read for one.
    func includes(night date: String, of part: SealPart) -> Bool {
        switch self {
        case .everything: true
        case .foundation(let lastNight): date == lastNight || part.table.hasPrefix("night_")
        }
    }
}
