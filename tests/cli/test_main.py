"""The command line: what it prints, and with which exit status it ends."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tutor import __version__
from tutor.cli import main
from tutor.cli.table import COMMANDS


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tutor {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], *([row.name, "--help"] for row in COMMANDS)])
def test_every_help_has_an_example(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert "Example" in capsys.readouterr().out


WRONG = (
    (["shel"], 2, "tutor: there is no command 'shel'. Try: tutor shell\n"),
    (["--nope"], 2, "tutor: there is no option --nope. Try: tutor --help\n"),
    (["shell", "--jsn"], 2, "tutor: unrecognized arguments: --jsn. Try: tutor shell --help\n"),
    (["shell", "/no/script"], 3, "tutor: cannot read /no/script: No such file or directory. Try: tutor shell SCRIPT\n"),
    (["shell", "/"], 3, "tutor: cannot read /: it is no file. Try: tutor shell SCRIPT\n"),
    (["shell", "a\0b"], 3, "tutor: cannot read a\\x00b: not a file name. Try: tutor shell SCRIPT\n"),
    (["progress", "import"], 2, "tutor: which file?. Try: tutor progress import FILE\n"),
    (
        ["progress", "export", "/no/dir/x"],
        3,
        "tutor: cannot write /no/dir/x: No such file or directory. Try: tutor progress export > FILE\n",
    ),
)


@pytest.mark.parametrize(("words", "code", "line"), WRONG, ids=[" ".join(words) for words, _, _ in WRONG])
def test_wrong_use_is_one_line_that_says_what_to_type(
    words: list[str], code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == code
    assert capsys.readouterr() == ("", line)


def test_a_damaged_export_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    (tmp_path / "x.json").write_text("[" * 100_000)

    assert main(["progress", "import", str(tmp_path / "x.json")]) == 3
    assert "is no exported progress" in capsys.readouterr().err


def test_progress_travels_from_one_folder_to_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "a"))
    file = str(tmp_path / "x.json")

    assert main(["progress", "export", file]) == 0
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "b"))
    assert main(["progress", "import", file]) == 0
    assert capsys.readouterr().err == ""


def test_a_script_stops_where_it_says_exit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "s.sh"
    script.write_text("echo one\nexit 4\necho two\n")

    assert main(["shell", str(script)]) == 4
    assert capsys.readouterr().out == "one\n"


def test_a_closed_standard_input_is_an_empty_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)

    assert main(["shell", "--json"]) == 0


def test_bytes_that_are_no_text_are_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"echo \xff\xfe\n\x00\n"), encoding="utf-8"))

    assert main(["shell", "--json"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        '{"line": 1, "cmd": "echo \\udcff\\udcfe", "exit": 0, "stdout": "\\udcff\\udcfe\\n", "stderr": ""}'
    )


def test_a_pack_that_cannot_be_used_is_told_to_be_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(tmp_path)]) == 3
    said = capsys.readouterr()
    assert said.out == f"{tmp_path}/pack.yaml:1:1 L3 there is no pack here: pack.yaml is missing\n"
    assert said.err == f"tutor: {tmp_path} cannot be used; mend first what is named above\n"
    assert main(["grade", str(tmp_path), "-l", "x", "-p", str(tmp_path)]) == 3
    assert capsys.readouterr().err == (
        f"{tmp_path}/pack.yaml:1:1 L3 there is no pack here: pack.yaml is missing\n"
        f"tutor: the pack {tmp_path} cannot be used. Try: tutor pack check {tmp_path}\n"
    )


def test_what_is_very_long_is_told_in_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a" * 9999]) == 2
    assert len(capsys.readouterr().err) < 600


def test_a_shell_starts_in_a_lesson_of_a_pack_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "new", str(tmp_path / "mine"), "-l", "own-lesson"]) == 0
    (tmp_path / "script").write_text("ls\nkubectl get pods -o name\n")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    capsys.readouterr()
    assert main(["shell", str(tmp_path / "script"), "-p", str(tmp_path / "mine"), "-l", "own-lesson"]) == 0
    assert capsys.readouterr().out.split() == ["service.yaml", "pod/client", "pod/shop-a", "pod/shop-b"]
