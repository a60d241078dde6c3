/// Why a line was charged. Open: a value outside the list is kept as text beside it and reported, never dropped.
///
/// Sources: recon-file charge types and the reseller platforms' lists (billing rules 1.2 and 1.3).
package enum ChargeType: UInt8, Sendable, CaseIterable {
    case new, renew, cycleCharge
    case addQuantity, removeQuantity, moveQuantity
    case cancel, cancelImmediate
    case convert, changeBillingPlan, extendTerm
    case customerCredit
    /// Legacy licence and usage types, which carry their own arithmetic.
    case legacyPurchase, legacyCycle, legacyProrate, legacyCancel, legacyUsage, legacyCredit, legacyDiscount
    /// Empty on the line, as rated usage has it.
    case none
    case unrecognised

    /// Reads a type without regard to case, spaces, hyphens and underscores.
    package init(wireValue bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty {
            self = .none
            return
        }
        if let common = ChargeType.byExactText(bytes) {
            self = common
            return
        }
        var key = ""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
            case 65...90: key.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
            default: key.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        self = ChargeType.names[key] ?? .unrecognised
    }

    /// The spellings nearly every line has, without building a key.
    private static func byExactText(_ bytes: UnsafeRawBufferPointer) -> ChargeType? {
        switch bytes.count {
        case 3
        where bytes[1] == UInt8(ascii: "e") && bytes[2] == UInt8(ascii: "w") && bytes[0] | 0x20 == UInt8(ascii: "n"):
            return .new
        case 5 where bytes.elementsEqual("renew".utf8): return .renew
        case 11 where bytes.elementsEqual("cycleCharge".utf8): return .cycleCharge
        default: return nil
        }
    }

    /// A credit by its type: its amount is meant to be negative.
    package var isCredit: Bool {
        switch self {
        case .cancel, .cancelImmediate, .customerCredit, .legacyCredit, .legacyCancel: true
        default: false
        }
    }

    /// `new`, `renew`, `cycleCharge` and `extendTerm` are never credits (discrepancy classes, *Credits*).
    package var isPlainCharge: Bool {
        switch self {
        case .new, .renew, .cycleCharge, .extendTerm: true
        default: false
        }
    }

    /// One half, or the net, of a change of seats.
    package var isSeatChange: Bool { self == .addQuantity || self == .removeQuantity || self == .moveQuantity }

    /// One half of a conversion to another item or billing plan.
    package var isConversion: Bool { self == .convert || self == .changeBillingPlan }

    /// A cancellation's credit.
    package var isCancellation: Bool { self == .cancel || self == .cancelImmediate }

    private static let names: [String: ChargeType] = [
        "new": .new, "purchase": .new, "renew": .renew, "cyclecharge": .cycleCharge,
        "addquantity": .addQuantity, "removequantity": .removeQuantity, "movequantity": .moveQuantity,
        "cancel": .cancel, "refund": .cancel, "cancelimmediate": .cancelImmediate,
        "convert": .convert, "changebillingplan": .changeBillingPlan, "extendterm": .extendTerm,
        "customercredit": .customerCredit,
        "purchasefee": .legacyPurchase, "activationfee": .legacyPurchase, "renewfee": .legacyPurchase,
        "cyclefee": .legacyCycle, "cyclefees": .legacyCycle,
        "cancelfee": .legacyCancel, "cancelinstanceprorate": .legacyProrate, "cycleinstanceprorate": .legacyProrate,
        "prorateinstance": .legacyProrate, "purchaseprorate": .legacyProrate, "cancelprorate": .legacyProrate,
        "activationprorate": .legacyProrate, "renewprorate": .legacyProrate,
        "proratefeeswhencancel": .legacyProrate, "proratefeewhencancel": .legacyProrate,
        "proratefeeswhenconvertawayfromcurrentoffering": .legacyProrate,
        "proratefeeswhenconverttonewoffering": .legacyProrate,
        "proratefeeswhenpurchase": .legacyProrate, "proratefeewhenrenew": .legacyProrate,
        "proratefeeswhenrenew": .legacyProrate, "proratefeeswhenactivate": .legacyProrate,
        "assessusagefeeforcurrentcycle": .legacyUsage, "assessusagefeewhencancel": .legacyUsage,
        "cancelusagefee": .legacyUsage, "cycleusagefee": .legacyUsage,
        "offsetalineitem": .legacyCredit, "offsetlineitem": .legacyCredit, "credit": .legacyCredit,
        "onetimerefund": .legacyCredit, "taxrefund": .legacyCredit,
        "activationdiscount": .legacyDiscount, "cyclediscount": .legacyDiscount,
        "renewdiscount": .legacyDiscount, "canceldiscount": .legacyDiscount,
    ]
}
