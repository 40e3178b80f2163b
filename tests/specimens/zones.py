"""Lines of machine readable zones (ICAO 9303) for invented papers."""

from __future__ import annotations

from datetime import date


def digit(text: str) -> str:
    """Check digit: weights 7 3 1 over 0–9, A–Z = 10–35, < = 0; modulo 10."""
    return str(
        sum(max(0, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".find(c)) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10
    )


def names(surname: str, given: str, length: int) -> str:
    text = f"{surname}<<{given}".replace(" ", "<").replace("-", "<").replace("'", "")
    return text[:length].ljust(length, "<")


def day(when: date) -> str:
    text = f"{when:%y%m%d}"
    return text + digit(text)


def passport(
    code: str,
    state: str,
    surname: str,
    given: str,
    number: str,
    nationality: str,
    born: date,
    sex: str,
    expires: date,
    optional: str = "",
) -> tuple[str, str]:
    """TD3: two lines of 44."""
    first = f"{code:<<2}{state:<<3}{names(surname, given, 39)}"
    head = f"{number:<<9}"
    head += digit(head)
    rest = f"{optional:<<14}"
    rest += digit(rest) if optional else "<"
    birth, expiry = day(born), day(expires)
    return first, f"{head}{nationality:<<3}{birth}{sex}{expiry}{rest}{digit(head + birth + expiry + rest)}"


def card(
    code: str,
    state: str,
    surname: str,
    given: str,
    number: str,
    nationality: str,
    born: date,
    sex: str,
    expires: date,
    optional: str = "",
) -> tuple[str, str, str]:
    """TD1: three lines of 30."""
    upper = f"{number:<<9}"
    upper = f"{upper}{digit(upper)}{optional:<<15}"
    birth, expiry, blank = day(born), day(expires), "<" * 11
    whole = digit(upper + birth + expiry + blank)
    second = f"{birth}{sex}{expiry}{nationality:<<3}{blank}{whole}"
    return f"{code:<<2}{state:<<3}{upper}", second, names(surname, given, 30)


def permit(code: str, number: str, expires: date, born: date) -> str:
    """The one line of 30 of the cards for Hong Kong, Macau and Taiwan; what its last digit covers is a guess."""
    head = f"{number:<<9}"
    parts = (head + digit(head), day(expires), day(born))
    return f"{code}{'<'.join(parts)}<{digit(''.join(parts))}"
