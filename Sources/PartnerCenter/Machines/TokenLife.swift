/// An access token and when it has to be renewed. Pure.
package struct TokenLife: Sendable, Equatable {
    package let token: Secret
    /// On the client's clock.
    private let renewal: Duration

    /// A token that was given at `now`. It is renewed before it runs out: five minutes, or a fifth of its life when
    /// that is short, so that no request leaves with a token that dies on the way.
    package init(_ grant: TokenGrant, now: Duration) {
        token = grant.accessToken
        renewal = now + grant.lifetime - min(.seconds(300), grant.lifetime / 5)
    }

    /// The token may go along at `now`, unless it is the one that was just refused.
    package func isUsable(now: Duration, refused: Secret?) -> Bool { now < renewal && token != refused }
}
