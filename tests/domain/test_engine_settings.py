"""What the clerk has set for services: off by default, kept as plain values, never switched on by what is broken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.engine_settings import OTHERS, EngineSettings, ServiceSettings, Template, Way

SET = ServiceSettings(
    {
        "baidu": EngineSettings(
            is_on=True,
            cap=12_000,
            prices={OTHERS: 40, "idcard": 15},
            free_calls={OTHERS: 0, "idcard": 100},
            calls_a_second={"idcard": 5.0},
            parameters={"id_card_front": {"detect_card": "true"}},
            interfaces={"id_card_front": "iocr_universal_request"},
            templates=(Template("000f", "验收单", Way.CLASSIFIER, ("单号",)),),
            resends=True,
        )
    },
    proxy="http://proxy.test:3128",
    preferred="baidu",
    offers_new=True,
)


def test_a_service_is_off_until_somebody_switches_it_on() -> None:
    assert not ServiceSettings().of("baidu").is_on
    assert ServiceSettings().of("baidu").cap > 0
    assert not ServiceSettings.from_values({}).of("baidu").is_on


def test_they_come_back_from_a_file() -> None:
    kept = json.loads(json.dumps(SET.values()))
    assert ServiceSettings.from_values(kept) == SET


def test_what_is_said_of_an_interface_and_of_all_others() -> None:
    settings = SET.of("baidu")
    assert (settings.price("idcard"), settings.price("passport")) == (15, 40)
    assert (settings.free("idcard"), settings.free("passport")) == (100, 0)
    assert (settings.pace("idcard", 2.0), settings.pace("passport", 2.0)) == (5.0, 2.0)


@pytest.mark.parametrize("bad", [1, "true", "on", [], {}, None])
def test_nothing_but_true_switches_a_service_on(bad: Any) -> None:
    assert not ServiceSettings.from_values({"engines": {"baidu": {"is_on": bad}}}).of("baidu").is_on


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
NAMES = ("is_on", "cap", "prices", "free_calls", "calls_a_second", "parameters", "interfaces", "templates", "resends")


@given(st.dictionaries(st.sampled_from(NAMES), PLAIN), PLAIN)
def test_whatever_stands_in_the_file_they_are_settings(engine: dict[str, Any], proxy: Any) -> None:
    settings = ServiceSettings.from_values({"engines": {"baidu": engine}, "proxy": proxy})
    one = settings.of("baidu")
    assert one.cap >= 0
    assert all(isinstance(price, int) and price >= 0 for price in one.prices.values())
    assert all(0 < pace <= 1000 for pace in one.calls_a_second.values())
    assert settings.proxy
    kept = ServiceSettings.from_values(json.loads(json.dumps(settings.values())))
    assert kept.engines == settings.engines


def test_no_password_of_a_proxy_comes_into_a_file() -> None:
    kept = ServiceSettings(proxy="http://me:canary@proxy.test:3128").values()
    assert kept["proxy"] == "http://proxy.test:3128"
    assert ServiceSettings(proxy="me:canary@proxy.test:3128").values()["proxy"] == "proxy.test:3128"
    assert ServiceSettings().values()["proxy"] == "system"


def test_a_price_that_nobody_says_is_not_nothing() -> None:
    assert EngineSettings(prices={}).price("idcard") == EngineSettings().price("idcard") > 0
    assert EngineSettings(prices={"idcard": 0, OTHERS: 7}).price("idcard") == 0
    assert EngineSettings(prices={"idcard": 0}).price("passport") > 0


@pytest.mark.parametrize("scheme", ["http://", ""])
@pytest.mark.parametrize("password", ["canary", "can://ary", "can@ary", "can/ary"])
def test_whatever_signs_a_password_has_it_is_in_no_file_and_no_repr(scheme: str, password: str) -> None:
    settings = ServiceSettings(proxy=f"{scheme}me:{password}@proxy.test:3128")
    assert settings.values()["proxy"] == f"{scheme}proxy.test:3128"
    assert "can" not in repr(settings)
