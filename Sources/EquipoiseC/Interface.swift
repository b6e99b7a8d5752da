// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

import CEquipoise
import Synchronization

// The functions of equipoise.h, where they are described: the compiler holds each to its declaration there.

@c @implementation
public func equipoise_open(_ path: UnsafePointer<CChar>?) -> OpaquePointer? {
    handle(Session(.file(text(path))))
}

@c @implementation
public func equipoise_open_text(
    _ text: UnsafePointer<CChar>?, _ name: UnsafePointer<CChar>?
) -> OpaquePointer? {
    handle(Session(.text(EquipoiseC.text(text), name: EquipoiseC.text(name))))
}

@c @implementation
public func equipoise_set(
    _ handle: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ value: UnsafePointer<CChar>?
) {
    session(handle)?.state.withLock { $0.changes.append("\(text(path))=\(text(value))") }
}

@c @implementation
public func equipoise_run(_ handle: OpaquePointer?) -> CInt {
    CInt(session(handle)?.run() ?? EQUIPOISE_MISSING)
}

@c @implementation
public func equipoise_years(
    _ handle: OpaquePointer?, _ years: UnsafeMutablePointer<Double>?, _ capacity: Int
) -> Int {
    copied(session(handle)?.state.withLock { $0.years } ?? [], to: years, capacity)
}

@c @implementation
public func equipoise_values(
    _ handle: OpaquePointer?, _ option: UnsafePointer<CChar>?, _ jurisdiction: UnsafePointer<CChar>?,
    _ sector: UnsafePointer<CChar>?, _ variable: UnsafePointer<CChar>?,
    _ values: UnsafeMutablePointer<Double>?, _ capacity: Int
) -> Int {
    let sector = text(sector)
    let row = Session.Row(
        option: text(option), jurisdiction: text(jurisdiction), sector: sector.isEmpty ? nil : sector,
        variable: text(variable))
    return copied(session(handle)?.state.withLock { $0.values[row] } ?? [], to: values, capacity)
}

@c @implementation
public func equipoise_error(
    _ handle: OpaquePointer?, _ text: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> Int {
    let error = session(handle)?.state.withLock { $0.error } ?? []
    guard let text, capacity > 0 else { return error.count }
    var end = min(error.count, capacity - 1)
    // not behind the first bytes of a letter
    while end < error.count, end > 0, UTF8.isContinuation(error[end]) { end -= 1 }
    for (position, byte) in error[..<end].enumerated() { text[position] = CChar(bitPattern: byte) }
    text[end] = 0
    return error.count
}

@c @implementation
public func equipoise_close(_ handle: OpaquePointer?) {
    guard let handle else { return }
    Unmanaged<Session>.fromOpaque(UnsafeRawPointer(handle)).release()
}

/// A handle that holds the session until it is closed.
private func handle(_ session: Session) -> OpaquePointer {
    OpaquePointer(Unmanaged.passRetained(session).toOpaque())
}

private func session(_ handle: OpaquePointer?) -> Session? {
    handle.map { Unmanaged<Session>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
}

private func text(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }

/// Copies as many as there is room for.
/// - Returns: how many there are.
private func copied(
    _ numbers: [Double], to memory: UnsafeMutablePointer<Double>?, _ capacity: Int
) -> Int {
    if let memory {
        for (position, number) in numbers.prefix(max(capacity, 0)).enumerated() { memory[position] = number }
    }
    return numbers.count
}
