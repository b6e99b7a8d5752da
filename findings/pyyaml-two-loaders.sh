#!/usr/bin/env bash
# PyYAML 6.0.3, which wraps libyaml 0.2.5: one package, two readings of a tab.
#
# Guess:  yaml.safe_load and yaml.load(…, Loader=yaml.CSafeLoader) read the same documents; the second is only faster.
# Found:  a tab between a key's colon and its value, before a comment, or after a comma is white space that separates (YAML 1.2.2,
#         section 6.2). The loader on libyaml takes it; the loader in Python, which safe_load uses, ends with a ScannerError.
# So a scenario file saved by an editor that aligns values with tabs is read by programs on libyaml, and refused by Python scripts and
# workflow tools that call safe_load.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check PyYAML==6.0.3
seen=$("$folder/venv/bin/python" - <<'PY'
import yaml

for text in ["end:\t2036\n", "end: 2036\t# a year\n", "years: [2030,\t2036]\n"]:
    words = []
    for loader in [yaml.SafeLoader, yaml.CSafeLoader]:
        try:
            words.append(str(yaml.load(text, Loader=loader)))
        except yaml.YAMLError as error:
            words.append(f"{type(error).__name__}: {error.problem}")
    print(" | ".join([repr(text), *words]))
PY
)
expected=$(cat <<'TXT'
'end:\t2036\n' | ScannerError: found character '\t' that cannot start any token | {'end': 2036}
'end: 2036\t# a year\n' | ScannerError: found character '\t' that cannot start any token | {'end': 2036}
'years: [2030,\t2036]\n' | ScannerError: found character '\t' that cannot start any token | {'years': [2030, 2036]}
TXT
)
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
