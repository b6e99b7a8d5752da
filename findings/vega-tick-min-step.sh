#!/usr/bin/env bash
# Altair 6.3.0, rendered by vl-convert-python 1.9.0.post1: an axis with tickMinStep=1 has ticks half a year apart.
#
# Guess:  tickMinStep is what its description says, the least step between ticks: an axis of years with tickMinStep=1 and format="d"
#         shows every year once, however few there are.
# Found:  over two years, and over three, the step is 0.5, and labels repeat: 2034, 2035, 2035, 2036, 2036. Over eleven years it is 2.
#         tickMinStep only lowers the number of ticks that is asked for, and the rule that makes a round step of that number may still
#         choose a shorter one.
# So charts of a short horizon repeat years. A labelExpr that leaves fractions without a label is right for any span.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check altair==6.3.0 vl-convert-python==1.9.0.post1 pandas==2.3.3
seen=$("$folder/venv/bin/python" - <<'PY'
import re

import altair
import pandas
import vl_convert

for last in [2035, 2036, 2040]:
    first = 2030 if last == 2040 else 2034
    axis = altair.Axis(format="d", tickMinStep=1, tickCount=5)
    scale = altair.Scale(domain=[first, last], nice=False)
    chart = altair.Chart(pandas.DataFrame({"year": [first, last]})).mark_point().encode(x=altair.X("year:Q", scale=scale, axis=axis))
    print(*re.findall(">(20[0-9][0-9])<", vl_convert.vegalite_to_svg(chart.to_dict())))
PY
)
echo "$seen"
expected=$(cat <<'TXT'
2034 2035 2035
2034 2035 2035 2036 2036
2030 2032 2034 2036 2038 2040
TXT
)
diff <(echo "$expected") <(echo "$seen")
