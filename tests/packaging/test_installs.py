"""The wheel, the wheel made from the sdist, and the editable install all work from another folder."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from scamguard.compiling import compiled_files

ROOT = Path(__file__).parents[2]
SCAM = "我是OKX客服，请把助记词发给我核对"
HONEST = "OKX 绝不会索要您的助记词"
IMPORTED = "import sys; from scamguard import Checker; Checker().check('x'); print(*sys.modules)"
BINARIES = "Scripts" if os.name == "nt" else "bin"
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(list(map(str, command)), cwd=cwd, env=ENVIRONMENT, capture_output=True, check=False)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist, the wheel built from it, and the wheel built from the checkout."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("from_sdist", "from_checkout")}
    for name, options in (("from_sdist", ()), ("from_checkout", ("--wheel",))):
        done = run(sys.executable, "-m", "build", *options, "--outdir", folders[name], ROOT, cwd=ROOT)
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return {
        "sdist": next(folders["from_sdist"].glob("*.tar.gz")),
        "wheel from sdist": next(folders["from_sdist"].glob("*.whl")),
        "wheel": next(folders["from_checkout"].glob("*.whl")),
    }


@pytest.mark.parametrize("kind", ["wheel", "wheel from sdist", "editable"])
def test_an_installed_scamguard_works_elsewhere(kind: str, built: dict[str, Path], tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", symlinks=os.name != "nt")
    binaries = tmp_path / "venv" / BINARIES
    what = ["-e", str(ROOT)] if kind == "editable" else [str(built[kind])]
    pip = [sys.executable, "-m", "pip", "--python", str(binaries / "python"), "install", "-q"]
    done = run(*pip, *what, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    found = run(binaries / "scamguard", "check", SCAM, cwd=tmp_path)
    assert found.returncode == 1, found.stderr.decode()
    assert SCAM[10:13].encode() in found.stdout
    assert run(binaries / "scamguard", "check", HONEST, cwd=tmp_path).returncode == 0
    assert run(binaries / "scamguard", "verify", "okx.com", cwd=tmp_path).returncode == 0
    imported = run(binaries / "python", "-c", IMPORTED, cwd=tmp_path).stdout.split()
    assert (b"yaml" in imported) == (kind == "editable"), "the wheel has compiled forms"
    place = run(binaries / "python", "-c", "import scamguard; print(scamguard.__file__)", cwd=tmp_path)
    assert place.stdout.decode().startswith(str(ROOT if kind == "editable" else tmp_path))


@pytest.mark.parametrize("kind", ["wheel", "wheel from sdist"])
def test_the_wheel_has_the_data_and_nothing_of_the_tests(kind: str, built: dict[str, Path]) -> None:
    names = set(zipfile.ZipFile(built[kind]).namelist())
    data = {path for folder in ("rules", "models") for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert {f"scamguard/_bundled/{path.relative_to(ROOT).as_posix()}" for path in data} <= names
    wording = {f"scamguard/wording/{name}.yaml" for name in ("zh", "en", "channels", "scan")}
    assert wording | {"scamguard/py.typed", "scamguard/schema/verdict.json", "scamguard/schema/scan.json"} <= names
    assert [name for name in names if not name.startswith(("scamguard/", "scamguard-"))] == []

    with zipfile.ZipFile(built[kind]) as archive:
        for name, content in compiled_files().items():
            assert archive.read(f"scamguard/_bundled/compiled/{name}") == content, name


def test_both_wheels_are_the_same(built: dict[str, Path]) -> None:
    contents = []
    for kind in ("wheel", "wheel from sdist"):
        with zipfile.ZipFile(built[kind]) as archive:
            contents.append({name: archive.read(name) for name in archive.namelist()})
    assert contents[0] == contents[1]


def test_the_sdist_has_what_the_tests_need(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".ci/run", "rules/parts.yaml"} <= names
    assert ".ci/build_compiled.py" in names
    assert "tests/packaging/test_installs.py" in names
