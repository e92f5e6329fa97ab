"""English and Chinese, chosen by the option, the settings or the environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Runner


def spoken(home: Path, *arguments: str, typed: str = "", **variables: str) -> str:
    """Return what a fresh process prints, on either stream."""
    environment = {**os.environ, **variables}
    command = [sys.executable, "-m", "quiz", *arguments]
    result = subprocess.run(
        command, cwd=home, env=environment, input=typed, text=True, encoding="utf-8", capture_output=True, check=False
    )
    return result.stdout + result.stderr


@pytest.mark.parametrize("variable", ["LC_ALL", "LANG", "LC_MESSAGES", "LANGUAGE"])
def test_the_environment_chooses_chinese(home: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.delenv("LC_ALL")
    printed = spoken(home, "due", **{variable: "zh_CN.UTF-8"})
    assert printed == "新卡 20，学习中 0，到期 0\n"


def test_the_option_is_stronger_than_the_environment_wherever_it_stands(home: Path) -> None:
    assert spoken(home, "--lang", "zh", "due", LC_ALL="en_GB.UTF-8").startswith("新卡 20")
    assert spoken(home, "due", "--lang=en", LC_ALL="zh_CN.UTF-8").startswith("new 20")


def test_the_settings_are_stronger_than_the_environment(quiz: Runner, home: Path) -> None:
    quiz("config", "set", "language", "zh")
    assert spoken(home, "due").startswith("新卡 20")


def test_help_usage_and_errors_speak_chinese_too(home: Path) -> None:
    printed = spoken(home, "--lang", "zh", "--help")
    assert "显示本帮助并退出" in printed
    assert "导入牌组" in printed
    assert "quiz [选项] [命令] [参数]..." in printed
    said = spoken(home, "--lang", "zh", "study", "--nothing")
    assert "没有选项" in said
    assert "quiz study [选项] [牌组]..." in said
    assert spoken(home, "--lang", "zh", "study", "x").startswith("错误：没有名为“x”的牌组。")


def test_a_session_in_chinese_shows_chinese_meanings(home: Path) -> None:
    printed = spoken(home, "study", "--plain", "--lang", "zh", typed="\n\n")
    assert "# HTTP 状态码 · 键 → 名称 + 含义" in printed
    assert "回车：3 良好" in printed
    assert ". 良好；10 分钟后再见" in printed


def test_names_in_json_do_not_depend_on_the_language(home: Path) -> None:
    for language in ("en", "zh"):
        document = json.loads(spoken(home, "decks", "--json", "--lang", language))
        assert document["decks"][0]["name"] == "HTTP 状态码"


def test_a_terminal_without_unicode_does_not_stop_the_program(home: Path) -> None:
    assert "HTTP" in spoken(home, "decks", "--lang", "zh", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
