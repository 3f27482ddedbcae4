"""`python -m tools.world` fetches the shapes of countries anew: npm's world-atlas, which is Natural Earth's data.

It writes `resources/shapes/countries.json`, the coarse shapes as they came, and `resources/shapes/small.json`, from
the finer ones those alone that the coarse leave out: small states and islands. `make tables` turns both into a table.
Wants npm; the package is held to its hash.
"""

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "world-atlas@2.0.2"
SHA512 = "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
FOLDER = Path(__file__).parents[1] / "resources" / "shapes"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        name = subprocess.run(
            ["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, capture_output=True, text=True
        ).stdout.strip()
        packed = Path(folder) / name
        if base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode() != SHA512:
            raise SystemExit(
                f"{PACKAGE}: not the package that was tried; look at it before you change the hash"
            )
        with tarfile.open(packed) as archive:
            coarse, fine = (_member(archive, f"countries-{size}.json") for size in ("110m", "50m"))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "countries.json").write_bytes(coarse)
    left = cut(json.loads(fine), besides=json.loads(coarse))
    (FOLDER / "small.json").write_text(
        json.dumps(left, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )


def cut(fine: dict[str, Any], *, besides: dict[str, Any]) -> dict[str, Any]:
    """The topology of those shapes alone whose code the other one does not have."""
    known = {shape.get("id") for shape in besides["objects"]["countries"]["geometries"]}
    kept = [
        shape
        for shape in fine["objects"]["countries"]["geometries"]
        if shape.get("id") not in known and shape.get("arcs")
    ]
    numbers: dict[int, int] = {}

    def renumbered(arcs: Any) -> Any:
        if isinstance(arcs, list):
            return [renumbered(each) for each in arcs]
        place = numbers.setdefault(~arcs if arcs < 0 else arcs, len(numbers))
        return ~place if arcs < 0 else place

    shapes = [{**shape, "arcs": renumbered(shape["arcs"])} for shape in kept]
    return {
        "type": "Topology",
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": [fine["arcs"][number] for number in numbers],
        "transform": fine["transform"],
    }


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(f"package/{name}")
    if file is None:
        raise SystemExit(f"{PACKAGE}: has no {name}")
    return file.read()


if __name__ == "__main__":
    main()
