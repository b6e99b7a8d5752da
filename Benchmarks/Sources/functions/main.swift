import Foundation

// Reads doubles (8 bytes each, in pairs for `power`) and writes what the model's functions make of them, so that they can be
// compared with a library of any precision: functions exponential|binaryExponential|logarithm|binaryLogarithm|power.

let input = FileHandle.standardInput.readDataToEndOfFile().withUnsafeBytes {
    Array($0.bindMemory(to: Double.self))
}
let output: [Double] =
    switch CommandLine.arguments.dropFirst().first {
    case "exponential": input.map(\.exponential)
    case "binaryExponential": input.map(\.binaryExponential)
    case "logarithm": input.map(\.logarithm)
    case "binaryLogarithm": input.map(\.binaryLogarithm)
    case "power": stride(from: 0, to: input.count, by: 2).map { input[$0].power(input[$0 + 1]) }
    default: []
    }
FileHandle.standardOutput.write(output.withUnsafeBytes { Data($0) })
