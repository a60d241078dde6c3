/// Carts and orders.
final class Shop: Sendable {
    init(_ settings: SandboxSettings) {}
}
