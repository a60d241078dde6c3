import BillingModel

/// One fault to plant in a clean world, and what must be found for it.
enum PlantedFault: String, CaseIterable {
    case quantityOver, quantityUnder, dearer, uplift, lineMissing, duplicateLine, duplicateAcross, secondSubscription
    case notOrdered, otherItem, drift, unknownOrderID, noCustomer, wrongSubtotal, wrongTotal, billableDiffers, badSign
    case unknownType, halfMissing, deltaMissing, creditMissing, creditWrong, refundMissing, rebillMissing, afterEnd
    case foreignCurrency, otherReseller, gap, wrongDays, promotionLost, usageTwice, usageNotOrdered, suspended,
        trialPaid
    case overlap, endsEarly, monthsLate, monthAhead, dayMore, pairMissing, conversionMissing, halfWrong, creditTooLarge
    case creditForNothing, inTwoParts, foreignRate, otherTerm, otherCustomer, foreignPromotion, otherPublisher
    case earnedCreditLost, legacySubtotal, legacyPrice, legacyQuantity

    /// Changes the world and returns every finding that must follow, `low` ones included; `nil` when the world has no
    /// place for the fault.
    func plant(in world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        switch self {
        case .quantityOver, .quantityUnder, .dearer, .uplift, .wrongSubtotal, .wrongTotal, .promotionLost, .gap,
            .wrongDays:
            plantInFigures(&world, &random)
        case .lineMissing, .halfMissing, .deltaMissing, .creditMissing, .creditWrong, .refundMissing, .rebillMissing:
            plantInEvents(&world, &random)
        case .duplicateLine, .duplicateAcross, .secondSubscription, .usageTwice, .notOrdered, .afterEnd, .trialPaid:
            plantExtraLine(&world, &random)
        case .overlap, .endsEarly, .monthsLate, .monthAhead, .dayMore: plantInDays(&world, &random)
        case .pairMissing, .conversionMissing, .halfWrong, .creditTooLarge, .creditForNothing, .inTwoParts:
            plantInSeveral(&world, &random)
        case .foreignRate, .otherTerm, .otherCustomer, .foreignPromotion, .otherPublisher, .earnedCreditLost:
            plantInTerms(&world, &random)
        case .legacySubtotal, .legacyPrice, .legacyQuantity: plantInLegacy(&world, &random)
        default: plantInWords(&world, &random)
        }
    }

    static func role(
        _ world: GeneratedReseller, _ random: inout SeededRandom, _ fits: (LineRole) -> Bool
    ) -> LineRole? {
        let found = world.roles.filter(fits)
        return found.isEmpty ? nil : random.pick(found)
    }

    /// Quantity × trunc(price × rate × days ÷ cycle days, 2).
    static func amount(
        _ role: LineRole, _ units: ExactDecimal, _ days: Int = 1, of all: Int = 1, price: ExactDecimal? = nil
    ) -> Amount {
        Drafts.checked { () throws(ArithmeticOverflow) in
            try Rounding.towardZero(price ?? role.price, times: role.rate, numerator: days, denominator: all)
                .multiplied(by: units)
        }
    }
}

extension LineDraft {
    /// Sets subtotal and total to what the published formula makes of the line's figures.
    mutating func refigure() {
        subtotal = Drafts.seatSubtotal(effectivePrice ?? .zero, units, rate)
        total = subtotal + tax
        quantity = units
    }
}
