import ArgumentParser
import Foundation

/// How far a long command has come, on standard error.
final class Progress {
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case auto, plain, json, none
    }

    private enum Style {
        case bar, plain, json, none
    }

    private let style: Style
    private let total: Int
    /// Points that an earlier process has done, which say nothing of this one's speed.
    private let first: Int
    private let started = ContinuousClock.now
    private var last: ContinuousClock.Instant
    private var isBarShown = false

    private struct Line: Encodable {
        let level = "progress"
        let points: Int
        let of: Int
        let failed: Int
        let pointsPerSecond: Double
        /// nil until the speed is known.
        let secondsLeft: Double?

        private enum CodingKeys: CodingKey {
            case level, points, of, failed, pointsPerSecond, secondsLeft
        }
    }

    init(_ form: Form, total: Int, first: Int, isQuiet: Bool) {
        self.total = total
        self.first = first
        last = started
        // a terminal that can go back to the start of a line
        let isTerminal = isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        style =
            switch form {
            case _ where isQuiet: .none
            case .auto: isTerminal ? .bar : .none
            case .plain: .plain
            case .json: .json
            case .none: .none
            }
    }

    func show(_ points: Int, failed: Int) {
        if style == .none { return }
        let interval: Duration =
            switch style {
            case .bar: .milliseconds(200)
            case .json: .seconds(1)
            case .plain, .none: .seconds(10)
            }
        let now = ContinuousClock.now
        guard last.duration(to: now) >= interval || points == total else { return }
        last = now
        let elapsed = started.duration(to: now) / .seconds(1)
        let speed = elapsed > 0 ? Double(points - first) / elapsed : 0
        let left = speed > 0 ? Double(total - points) / speed : nil
        switch style {
        case .bar:
            Messages.write("\r" + bar(points, speed, left, failed) + "\u{1B}[K", end: "")
            isBarShown = true
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let line = Line(
                points: points, of: total, failed: failed, pointsPerSecond: (speed * 10).rounded() / 10,
                secondsLeft: left.map { $0.rounded(.up) })
            if let data = try? encoder.encode(line) { Messages.write(String(decoding: data, as: UTF8.self)) }
        case .plain, .none:
            Messages.write(text(points, speed, left, failed))
        }
    }

    /// Leaves the terminal at the start of a line.
    func end() {
        if isBarShown { Messages.write("") }
        isBarShown = false
    }

    private func bar(_ points: Int, _ speed: Double, _ left: Double?, _ failed: Int) -> String {
        let width = 24
        let full = total > 0 ? points * width / total : width
        let bar =
            String(repeating: "\u{2588}", count: full) + String(repeating: "\u{2591}", count: width - full)
        return bar + " " + text(points, speed, left, failed)
    }

    private func text(_ points: Int, _ speed: Double, _ left: Double?, _ failed: Int) -> String {
        var parts = ["\(points) of \(total) points"]
        if speed > 0 { parts.append(String(format: speed < 10 ? "%.1f points/s" : "%.0f points/s", speed)) }
        if let left, points < total { parts.append("\(Self.duration(left)) left") }
        if failed > 0 { parts.append("\(failed) runs failed") }
        return parts.joined(separator: ", ")
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}
