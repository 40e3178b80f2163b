"""What Baidu's engine says of itself."""

from __future__ import annotations

from desktop_ocr.domain.engine_info import Credential, EngineInfo

INFO = EngineInfo(
    id="baidu",
    title_zh="百度智能云",
    title_en="Baidu AI Cloud",
    section="baidu",
    credentials=(
        Credential("api_key", "API Key", "API Key"),
        Credential("secret_key", "Secret Key", "Secret Key"),
    ),
    leaves_zh="启用后，每张要识别的单据会裁切并重新编码成图片，通过加密连接发送到百度智能云（aip.baidubce.com）识别，可能收费。",
    leaves_en="Once switched on, each page to be read is cropped, encoded anew as a picture and sent over an encrypted "
    "connection to Baidu AI Cloud (aip.baidubce.com), which may charge for it.",
    console="https://console.bce.baidu.com/ai/#/ai/ocr/overview/index",
    has_templates=True,
)
