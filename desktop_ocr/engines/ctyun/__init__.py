"""CTyun 天翼云 OCR."""
