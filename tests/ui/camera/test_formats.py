"""Which camera and which size of picture are taken."""

from __future__ import annotations

import pytest

from desktop_ocr.ui.camera.formats import Camera, CameraChoice, Form, best, chosen, sizes

HD, FULL, ULTRA, VGA = Form(1280, 720, 30), Form(1920, 1080, 30), Form(3840, 2160, 30), Form(640, 480, 30)
SLOW = Form(4000, 3000, 5)


@pytest.mark.parametrize(
    ("forms", "wanted"),
    [
        ((VGA, HD, FULL, ULTRA), ULTRA),
        ((VGA, SLOW, FULL), FULL),
        ((VGA, Form(320, 240, 60)), VGA),
        ((Form(1280, 720, 5), VGA), VGA),
        ((SLOW, Form(1280, 720, 10)), SLOW),
        ((), None),
    ],
)
def test_the_largest_that_is_fluent(forms: tuple[Form, ...], wanted: Form | None) -> None:
    assert best(forms) == wanted


def test_of_one_size_the_most_fluent_counts() -> None:
    assert sizes((VGA, Form(1920, 1080, 5), FULL, Form(1920, 1080, 15))) == [FULL, VGA]


def test_the_first_camera_without_a_choice() -> None:
    cameras = [Camera("a", "A", (HD,)), Camera("b", "B", (VGA, FULL))]
    assert chosen(cameras, CameraChoice()) == (cameras[0], HD)
    assert chosen(cameras, CameraChoice("b")) == (cameras[1], FULL)
    assert chosen(cameras, CameraChoice("b", 640, 480)) == (cameras[1], VGA)


def test_a_camera_or_size_that_is_not_there_any_more() -> None:
    cameras = [Camera("a", "A", (HD,))]
    assert chosen(cameras, CameraChoice("gone", 640, 480)) == (cameras[0], HD)
    assert chosen([Camera("a", "A")], CameraChoice("a", 640, 480)) == (Camera("a", "A"), None)
    assert chosen([], CameraChoice("a")) is None


def test_a_choice_is_remembered_as_plain_values() -> None:
    choice = CameraChoice("a", 640, 480, automatic=False)
    assert CameraChoice.of(choice.values()) == choice


@pytest.mark.parametrize(
    "values",
    [{}, {"id": 1, "width": "x", "height": 480, "automatic": 1}, {"width": True, "height": False}],
)
def test_what_is_bad_gets_its_default(values: dict[str, str | int | bool]) -> None:
    assert CameraChoice.of(values) == CameraChoice()
