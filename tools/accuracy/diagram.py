"""The reliability diagram: share of right events against mean confidence, bin by bin."""

import json
from collections.abc import Mapping

import altair as alt
import vl_convert

from tools.accuracy.figures import ROOT, Calibration

FILE = ROOT / "docs" / "pictures" / "reliability.svg"
_SIDE = 340
_COLOURS = ("#b4561f", "#1f5f8b", "#4d7a3a")


def draw(found: Mapping[str, Calibration]) -> str:
    """The diagram as SVG, on white, so that it can be read wherever it stands."""
    rows = [
        {"set": name, "confidence": each.confidence, "right": each.right}
        for name, one in found.items()
        for each in one.bins
    ]
    x = alt.X("confidence:Q", scale=alt.Scale(domain=[0, 1]), title="mean confidence of a bin")
    y = alt.Y("right:Q", scale=alt.Scale(domain=[0, 1]), title="share that is right")
    colour = alt.Color(
        "set:N",
        sort=list(found),
        scale=alt.Scale(range=list(_COLOURS)),
        title=None,
        legend=alt.Legend(labelLimit=400),
    )
    points = (
        alt.Chart(alt.NamedData("bins"))
        .mark_line(point=alt.OverlayMarkDef(size=50))
        .encode(x=x, y=y, color=colour)
    )
    equal = alt.Chart(alt.NamedData("equal")).mark_line(strokeDash=[2, 3], color="#777").encode(x=x, y=y)
    chart = alt.layer(equal, points).properties(width=_SIDE, height=_SIDE).configure(background="white")
    spec = chart.to_dict()
    spec["datasets"] = {"bins": rows, "equal": [{"confidence": each, "right": each} for each in (0, 1)]}
    return vl_convert.vegalite_to_svg(json.dumps(spec)) + "\n"
