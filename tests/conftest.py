"""What holds for all tests."""

from hypothesis import settings

# Machines are shared: how long an example takes says nothing about it.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
