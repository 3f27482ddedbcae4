"""What tests share: one loaded pipeline, and the folder of measuring sets where it is there."""

from pathlib import Path

import pytest

from verbale.pipeline import Pipeline

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this checkout")
    return folder
