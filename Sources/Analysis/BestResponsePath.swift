/// What players do who answer what the others do now, again and again, without looking ahead (Cournot 1838).
package struct BestResponsePath: Sendable, Equatable {
    package enum Order: String, CaseIterable, Sendable {
        /// One after the other, in the players' order.
        case sequential
        /// All at once, each answering what the others did before.
        case simultaneous
    }

    package struct Move: Sendable, Equatable {
        /// The player who moved; nil where all moved at once.
        package let player: Int?
        /// The profile after it.
        package let profile: Int
    }

    package let order: Order
    package let start: Int
    package let moves: [Move]
    /// Number of the position, 0 for the start, from which the moves go round in a circle; nil where they end in an equilibrium.
    package let cycleStart: Int?

    /// Positions one after the other, the start first.
    package var profiles: [Int] { [start] + moves.map(\.profile) }

    /// The equilibrium in which it ends.
    package var equilibrium: Int? { cycleStart == nil ? profiles[moves.count] : nil }

    /// Follows the answers until nobody moves, or until they repeat, which happens sooner or later since profiles are finite.
    package init(_ game: FiniteGame, from start: Int, _ order: Order) {
        self.order = order
        self.start = start
        switch order {
        case .sequential: (moves, cycleStart) = Self.oneByOne(game, start)
        case .simultaneous: (moves, cycleStart) = Self.together(game, start)
        }
    }

    private static func together(_ game: FiniteGame, _ start: Int) -> ([Move], Int?) {
        var (moves, seen) = ([Move](), [start: 0])
        var profile = start
        while true {
            let next = game.profile(game.players.map { game.answer(of: $0, in: profile) })
            if next == profile { return (moves, nil) }
            moves.append(Move(player: nil, profile: next))
            if let first = seen[next] { return (moves, first) }
            seen[next] = moves.count
            profile = next
        }
    }

    private static func oneByOne(_ game: FiniteGame, _ start: Int) -> ([Move], Int?) {
        /// Where the path was, and whose turn it was there.
        struct Turn: Hashable {
            let profile: Int
            let player: Int
        }
        var (moves, seen) = ([Move](), [Turn: Int]())
        var (profile, stays) = (start, 0)
        var player = 0
        while stays < game.players.count {
            let turn = Turn(profile: profile, player: player)
            if let first = seen[turn] { return (moves, first) }
            seen[turn] = moves.count
            let next = game.replacing(player, by: game.answer(of: player, in: profile), in: profile)
            if next == profile {
                stays += 1
            } else {
                moves.append(Move(player: player, profile: next))
                (profile, stays) = (next, 0)
            }
            player = (player + 1) % game.players.count
        }
        return (moves, nil)
    }
}
