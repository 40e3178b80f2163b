"""Baidu OCR."""
