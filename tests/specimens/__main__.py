"""``python -m tests.specimens FOLDER [--count N] [--strength S] [--boxes]`` or ``--ship FOLDER``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from PIL import Image, ImageDraw

from . import KINDS, LIMITS, Photo, photograph, render

# Chosen by eye: one pleasant, readable picture of each kind.
SHIPPED = {"id_card_front": 9, "id_card_back": 11, "bank_card": 9, "business_license": 11, "general_text": 8}
SHIPPED_BYTES = 400_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.specimens", description="Write invented papers to look at.")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=4, help="pictures of each kind and strength")
    parser.add_argument("--strength", choices=("clean", *LIMITS), action="append")
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--boxes", action="store_true", help="draw the values' boxes")
    parser.add_argument("--ship", type=Path, metavar="FOLDER", help="write the pictures that ship with the program")
    wanted = parser.parse_args()
    if wanted.ship:
        ship(wanted.ship)
    elif wanted.folder:
        write(
            wanted.folder,
            wanted.kind or KINDS,
            wanted.strength or ("clean", *LIMITS),
            wanted.first,
            wanted.count,
            wanted.boxes,
        )
    else:
        parser.error("name a folder")


def write(
    folder: Path, kinds: tuple[str, ...], strengths: tuple[str, ...], first: int, count: int, boxes: bool
) -> None:
    """PNG pictures and truth.json."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = {}
    for kind in kinds:
        for seed in range(first, first + count):
            specimen = render(kind, seed)
            for strength in strengths:
                photo = photograph(specimen, strength, seed)
                name = f"{kind}_{seed:03d}_{strength}.png"
                (_framed(photo) if boxes else photo.image).save(folder / name)
                truth[name] = {
                    "document_type": kind, "form": specimen.form, "fields": photo.fields, "turned": photo.turned,
                    "text_height": round(photo.text_height, 1), "outline": photo.outline,
                }  # fmt: skip
    _write_truth(folder, truth)


def ship(folder: Path) -> None:
    """One clean JPEG of each kind, small enough for the package, and truth.json."""
    folder.mkdir(parents=True, exist_ok=True)
    truth = {}
    for kind, seed in SHIPPED.items():
        photo = photograph(render(kind, seed), "clean", seed)
        picture = photo.image
        picture.thumbnail((1600, 1600), Image.Resampling.LANCZOS)
        path = folder / f"{kind}.jpg"
        for quality in (90, 85, 80, 70, 60):
            picture.save(path, quality=quality, optimize=True)
            if path.stat().st_size <= SHIPPED_BYTES:
                break
        truth[path.name] = {"document_type": kind, "fields": photo.fields}
    _write_truth(folder, truth)


def _framed(photo: Photo) -> Image.Image:
    picture = photo.image.copy()
    draw = ImageDraw.Draw(picture)
    for quads in photo.boxes.values():
        for quad in quads:
            draw.polygon(quad, outline=(230, 20, 20))
            draw.ellipse([quad[0][0] - 4, quad[0][1] - 4, quad[0][0] + 4, quad[0][1] + 4], fill=(20, 160, 30))
    draw.polygon(photo.outline, outline=(20, 60, 230))
    return picture


def _write_truth(folder: Path, truth: dict[str, dict[str, object]]) -> None:
    text = json.dumps(truth, ensure_ascii=False, indent=2) + "\n"
    (folder / "truth.json").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
