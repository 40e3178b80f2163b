"""What the accuracy benchmark measured last: kept in the repo, compared in CI, shown in the README.

``data/accuracy.json`` has two parts of the same form, {kind: {strength: counts}}: ``table`` of many specimens, which
the README shows, and ``short`` of the few that CI reads again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path

from desktop_ocr.domain.document_type import DocumentType
from tests.benchmarks.scoring import Score, total

FILE = Path(__file__).parents[1] / "data" / "accuracy.json"
SHORT_STRENGTHS = ("mild", "medium")
SHORT_SEEDS = range(70_000, 70_002)
POINTS = 2.0
"""Per cent of its fields by which a kind may fall under what is recorded: other processors round otherwise."""
BEGIN, END = "<!-- measured: tests.benchmarks.accuracy -->", "<!-- end of what was measured -->"
_COUNTS = tuple(one.name for one in fields(Score) if one.name not in ("seconds", "misses"))

Scores = Mapping[tuple[str, str], Score]


def load(part: str) -> dict[tuple[str, str], Score]:
    kinds = json.loads(FILE.read_text("utf-8"))[part] if FILE.exists() else {}
    return {
        (kind, strength): Score(**counts) for kind, strengths in kinds.items() for strength, counts in strengths.items()
    }


def save(part: str, scores: Scores) -> None:
    """Replace what is recorded of these kinds and strengths; the others stay."""
    parts = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {"table": {}, "short": {}}
    for (kind, strength), score in scores.items():
        counts = {name: getattr(score, name) for name in _COUNTS}
        parts[part].setdefault(kind, {})[strength] = counts
    lines = []
    for name, kinds in parts.items():
        rows = ",\n".join(f"    {json.dumps(kind)}: {json.dumps(kinds[kind])}" for kind in sorted(kinds))
        lines.append(f"  {json.dumps(name)}: {{\n{rows}\n  }}")
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def fallen(now: Scores, recorded: Scores) -> list[str]:
    """The kinds that read fewer of their fields than is recorded, over all strengths, or prove what is wrong."""
    problems = []
    for kind in dict.fromkeys(kind for kind, _ in now):
        mine, before = (total(score for key, score in scores.items() if key[0] == kind) for scores in (now, recorded))
        share, was = (100 * score.fields_right / max(1, score.fields) for score in (mine, before))
        if not before.fields or share < was - POINTS:
            problems.append(f"{kind}: {share:.1f} % of the fields right, recorded {was:.1f} %")
        if mine.proven_wrong:
            problems.append(f"{kind}: {mine.proven_wrong} proven but wrong")
    return problems


def readme_table(types: Mapping[str, DocumentType], scores: Scores, language: str) -> str:
    """The table of the README between its two marks, both included."""
    strengths = tuple(dict.fromkeys(strength for _, strength in scores))
    if language == "zh":
        head = ["类型", "字段", *(f"{_CHINESE[one]}：字段正确" for one in strengths), "已证实", "证实而错"]
    else:
        head = ["kind", "fields", *(f"{one}: fields right" for one in strengths), "proven", "proven but wrong"]
    lines = [_line(head), _line(["---", "---", *("---:" for _ in head[2:])])]
    for key, kind in types.items():
        mine = {strength: scores[key, strength] for strength in strengths if (key, strength) in scores}
        if mine:
            labels = [spec.label_zh if language == "zh" else spec.label_en for spec in kind.fields]
            name = f"{kind.label_zh} `{key}`" if language == "zh" else f"`{key}` {kind.label_zh}"
            lines.append(_line([name, ("、" if language == "zh" else ", ").join(labels), *_numbers(mine, strengths)]))
    everything = {
        strength: total(score for key, score in scores.items() if key[1] == strength) for strength in strengths
    }
    lines.append(_line(["**全部**" if language == "zh" else "**all**", "", *_numbers(everything, strengths)]))
    return "\n".join([BEGIN, *lines, END])


_CHINESE = {"clean": "清晰", "mild": "轻度", "medium": "中度", "strong": "重度"}


def _numbers(scores: Mapping[str, Score], strengths: Iterable[str]) -> list[str]:
    whole = total(scores.values())
    right = [
        f"{100 * scores[one].fields_right / max(1, scores[one].fields):.1f} %" if one in scores else "–"
        for one in strengths
    ]
    return [*right, f"{100 * whole.proven / max(1, whole.fields):.0f} %", str(whole.proven_wrong)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def put_into(readme: Path, table: str) -> None:
    """Replace what stands between the marks of a README."""
    text = readme.read_text("utf-8")
    before, rest = text.split(BEGIN, 1)
    readme.write_text(before + table + rest.split(END, 1)[1], "utf-8")
