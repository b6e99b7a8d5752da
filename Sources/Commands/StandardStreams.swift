import ArgumentParser
import Foundation

/// Opens the standard streams that whoever started the program has closed: else the first file that is opened takes the
/// number of one, and gets what is printed there.
///
/// As from a closed stream, nothing can be read from such a one, and nothing written.
func openStandardStreams() {
    for (stream, mode) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] as [(Int32, Int32)]
    where fcntl(stream, F_GETFD) < 0 && open("/dev/null", mode) != stream {
        // there is nowhere to say so
        exit(ExitCode.cannotWrite.rawValue)
    }
}
