"""Stand-ins for what lies beyond the loopback: the clouds' doubles and a server that plays faults.

A double is a real HTTP server that refuses what the real service refuses and answers in its documented shapes, from
the truth it is told about a picture. Its facts (``data/``) are its own: a double that shared the program's would agree
with it in every mistake. ``python -m tests.services --baidu-port N`` starts one; tests use the fixtures.
"""
