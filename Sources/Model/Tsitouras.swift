/// The explicit Runge–Kutta pair 5(4) of Tsitouras (2011, Computers & Mathematics with Applications 62, 770–775):
/// seven stages, of which the last is the first of the next step.
package enum Tsitouras {
    package static let stages = 7

    /// Fraction of the step at which each stage is evaluated.
    package static let nodes: [Double] = [0, 0.161, 0.327, 0.9, 0.9800255409045097, 1, 1]

    /// Weights of the earlier rates in each stage's state; those of the last stage give the new state.
    static let weights: [[Double]] = [
        [],
        [0.161],
        [-0.008480655492356989, 0.335480655492357],
        [2.8971530571054935, -6.359448489975075, 4.3622954328695815],
        [5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525],
        [5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401, -0.028269050394068383],
        [
            0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081,
            2.324710524099774,
        ],
    ]

    /// Weights of the rates in the difference of the two solutions, which estimates the step's error.
    static let errors: [Double] = [
        -0.00178001105222577714, -0.0008164344596567469, 0.007880878010261995, -0.1447110071732629,
        0.5823571654525552, -0.45808210592918697, 0.015151515151515152,
    ]
}
