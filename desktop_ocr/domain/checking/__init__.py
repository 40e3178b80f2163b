"""The checks themselves, by what they know of; ``checks`` has their names and weighs what they say."""
