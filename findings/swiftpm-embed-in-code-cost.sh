#!/usr/bin/env bash
# Swift 6.3.1, SwiftPM's resource rule .embedInCode: a text of 39 kB takes seconds to compile, since it becomes an array literal.
#
# Guess:  the bytes of an embedded file end up in the object file as they are, so that 39 kB more cost milliseconds at build time, and
#         .embedInCode is as cheap as C's #embed, which the same toolchain has.
# Found:  the rule writes embedded_resources.swift with one array literal, [49,10,50,10,…], which the compiler type-checks and optimises
#         number by number. A module of one line takes 0.5 s of processor time without the file and 8.5 s with it; #embed of the same
#         bytes in a C target takes no time that can be measured.
# So files of more than a few kilobytes are better embedded by a C target, even where a program has no other C.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p Sources/Plain Sources/Embedding Sources/CEmbedding/include
seq 1 8000 > Sources/Embedding/file.txt  # 38,893 bytes
cp Sources/Embedding/file.txt Sources/CEmbedding/file.txt
echo 'public func bytes() -> Int { 0 }' > Sources/Plain/Plain.swift
echo 'public func bytes() -> Int { PackageResources.file_txt.count }' > Sources/Embedding/Embedding.swift
cat > Sources/CEmbedding/embed.c <<'C'
#pragma clang diagnostic ignored "-Wc23-extensions"
const unsigned char file[] = {
#embed "file.txt"
};
C
echo 'extern const unsigned char file[38893];' > Sources/CEmbedding/include/embed.h
cat > Package.swift <<'SWIFT'
// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "embedding",
    targets: [
        .target(name: "Plain"),
        .target(name: "Embedding", resources: [.embedInCode("file.txt")]),
        .target(name: "CEmbedding", exclude: ["file.txt"]),
    ])
SWIFT
# processor seconds of a target, once all that does not depend on it has been done
seconds() {
  local TIMEFORMAT='%U'
  { time swift build -c release --target "$1" >/dev/null 2>&1; } 2>&1
}
seconds Plain >/dev/null
echo '// again' >> Sources/Plain/Plain.swift
plain=$(seconds Plain)
embedding=$(seconds Embedding)
c=$(seconds CEmbedding)
echo "without the file $plain s, .embedInCode $embedding s, #embed in C $c s"
awk -v plain="$plain" -v swift="$embedding" -v c="$c" 'BEGIN { exit !(swift > 8 * plain && c < 2 * plain) }'
