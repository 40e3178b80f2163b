"""Answers in the documented shapes, made from what is printed on a paper: one function for each shape."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

BOX = {"left": 4, "top": 2, "width": 20, "height": 5}
CORNERS = [{"x": 4, "y": 2}, {"x": 24, "y": 2}, {"x": 24, "y": 7}, {"x": 4, "y": 7}]
SURE = {"average": 0.97, "min": 0.91, "variance": 0.001}
Values = Mapping[str, str]


def _numbered(values: Values, words_result: Any) -> dict[str, Any]:
    return {"log_id": 2**60, "words_result_num": len(values), "direction": 0, "words_result": words_result}


def lines(values: Values) -> dict[str, Any]:
    return _numbered(values, [{"words": one, "location": BOX, "probability": SURE} for one in values.values()])


def dict_words(values: Values) -> dict[str, Any]:
    return _numbered(values, {key: {"words": one, "location": BOX} for key, one in values.items()})


def dict_str(values: Values) -> dict[str, Any]:
    return _numbered(values, dict(values))


def dict_word_obj(values: Values) -> dict[str, Any]:
    return {**_numbered(values, {key: {"word": one} for key, one in values.items()}), "direction": "0"}


def dict_word_list(values: Values) -> dict[str, Any]:
    found = {key: [{"word": one, "location": BOX, "probability": SURE}] for key, one in values.items()}
    return _numbered(values, found)


def dict_str_list(values: Values) -> dict[str, Any]:
    return _numbered(values, {key: [one] for key, one in values.items()})


def vat(values: Values) -> dict[str, Any]:
    rows = {"CommodityName": [{"row": "1", "word": "服务费"}], "CommodityAmount": [{"row": "1", "word": "360.00"}]}
    return _numbered(values, {**values, **rows})


def result_object(values: Values) -> dict[str, Any]:
    return {"log_id": 1, "result": {**values, "bank_card_number_location": BOX}}


def plate(values: Values) -> dict[str, Any]:
    each = [0.99] * len(values["number"])
    return _numbered(values, [{**values, "probability": each, "vertexes_location": CORNERS}])


def multi_docs(values: Values) -> dict[str, Any]:
    found = {key: [{"word": one}] for key, one in values.items()}
    bill = {"type": "taxi_receipt", "probability": 0.99, "result": found, **BOX}
    return _numbered(values, [bill, {**bill, "type": "others"}])


def waybill(values: Values) -> dict[str, Any]:
    return _numbered(values, [{key: [{"word": one}] for key, one in values.items()}])


def codes(values: Values) -> dict[str, Any]:
    found = [{"type": "QR_CODE", "text": [one], "location": BOX} for one in values.values()]
    return {"log_id": 1, "codes_result_num": len(found), "codes_result": found}


def forms(values: Values) -> dict[str, Any]:
    body = [
        {"row": row, "column": column, "words": words, "vertexes_location": CORNERS}
        for row, pair in enumerate(values.items())
        for column, words in enumerate(pair)
    ]
    table = {"header": [{"words": "表头", "vertexes_location": CORNERS}], "body": body, "footer": []}
    return {"log_id": 1, "forms_result_num": 1, "forms_result": [{**table, "vertexes_location": CORNERS}]}


def tables(values: Values) -> dict[str, Any]:
    body = [
        {
            **{"row_start": row, "row_end": row + 1, "col_start": column, "col_end": column + 1},
            **{"words": words, "cell_location": CORNERS},
        }
        for row, pair in enumerate(values.items())
        for column, words in enumerate(pair)
    ]
    return {"log_id": 1, "table_num": 1, "tables_result": [{"header": [], "body": body, "footer": []}]}


def task_request_list(values: Values) -> dict[str, Any]:
    return {"log_id": 1, "result": [{"request_id": "25043443_2923121"}]}


def task_result(values: Values) -> dict[str, Any]:
    import json

    data = json.dumps({"form_num": 1, "forms": forms(values)["forms_result"]}, ensure_ascii=False)
    return {
        "log_id": 1,
        "result": {"result_data": data, "percent": 100, "request_id": "25043443_2923121", "ret_code": 3},
    }


def iocr_template(values: Values) -> dict[str, Any]:
    drawn = [{"word_name": key, "word": one, "location": BOX, "probability": SURE} for key, one in values.items()]
    data = {"ret": drawn, "templateSign": "000f", "templateName": "x", "isStructured": True, "scores": 1.0}
    return {"data": data, "error_code": 0, "error_msg": "", "log_id": "1"}


def iocr_finance(values: Values) -> dict[str, Any]:
    drawn = [{"word_name": key, "word": one} for key, one in values.items()]
    bill = {"templateName": "taxi", "templateSign": "taxi_receipt", "ret": drawn, **BOX}
    return {"data": {"ret": [bill]}, "error_code": 0, "error_msg": "", "log_id": "1"}


def general_ocr(values: Values) -> dict[str, Any]:
    card = {key: [{"words": [one]}] for key, one in values.items()}
    return {"results": {"0": card, "1": card}, "log_id": 1, "pdf_file_size": "1"}


def iocr_universal_submit(values: Values) -> dict[str, Any]:
    return {"error_code": 0, "error_msg": "", "log_id": "1", "task_result": {"task_id": "task-1"}}


def iocr_universal_running(values: Values) -> dict[str, Any]:
    return {
        "error_code": 0,
        "log_id": "1",
        "task_result": {"task_id": "task-1", "status": "Running"},
        "words_result": None,
    }


def iocr_universal_result(values: Values) -> dict[str, Any]:
    place = {"box": None, "cbox": [4, 2, 20, 5]}
    single = {key: [{"words": one, "location": place}] for key, one in values.items()}
    combined = {"明细": [{"单价": {"words": "339. 62", "location": {"box": None, "cbox": None}}}]}
    paper = {"page_num": 1, "doc_type": "其他", "doc_location": None}
    found = {**paper, "kv_result": {"single_key": single, "combo_key": combined}}
    task = {"task_id": "task-1", "status": "Success"}
    return {"error_code": 0, "log_id": "1", "task_result": task, "words_result_num": 1, "words_result": [found]}


def seal(values: Values) -> dict[str, Any]:
    found = [
        {
            "type": "circle",
            "location": BOX,
            "probability": 0.99,
            "major": {"words": one, "probability": 0.98},
            "minor": [],
        }
        for one in values.values()
    ]
    return {"log_id": 1, "result_num": len(found), "result": found}


ANSWERS: dict[str, Callable[[Values], dict[str, Any]]] = {
    one.__name__: one
    for one in (
        *(lines, dict_words, dict_str, dict_word_obj, dict_word_list, dict_str_list, vat, result_object, plate),
        *(multi_docs, waybill, codes, forms, tables, task_request_list, task_result, iocr_template, iocr_finance),
        *(general_ocr, iocr_universal_submit, iocr_universal_result, seal),
    )
}
PORTRAIT = base64.b64encode(b"\xff\xd8portrait").decode()
