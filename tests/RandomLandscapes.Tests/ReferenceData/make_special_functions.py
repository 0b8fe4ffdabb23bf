"""Writes special-functions.csv: function, argument (exact as a double), value rounded to double, and the rest as a double.

Every value is computed by series in 70-digit decimal arithmetic, so value + rest carries about 32 digits.
Run: python3 make_special_functions.py > special-functions.csv
"""
from decimal import Decimal, getcontext

getcontext().prec = 70
D = Decimal
PI = D(
    "3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679"
    "821480865132823066470938446095505822317253594"
)


def series(first, step):
    total, term, k = D(0), first, 0
    while abs(term) > D(10) ** (2 - getcontext().prec) * max(abs(total), D(10) ** -40):
        total += term
        k += 1
        term = step(term, k)
    return total


def sin(x):
    return series(x, lambda t, k: -t * x * x / ((2 * k) * (2 * k + 1)))


def cos(x):
    return series(D(1), lambda t, k: -t * x * x / ((2 * k) * (2 * k - 1)))


def erf(x):
    return series(x, lambda t, k: t * 2 * x * x / (2 * k + 1)) * (-x * x).exp() * 2 / PI.sqrt()


def erfc(x):
    getcontext().prec = 150  # 1 - erf cancels up to 75 digits at x = 13
    value = 1 - erf(x)
    getcontext().prec = 70
    return +value


def tanh(x):
    e = (2 * x).exp()
    return (e - 1) / (e + 1)


def row(name, x, value):
    high = float(value)
    print(f"{name},{x!r},{high!r},{float(value - D(high))!r}")


print("function,argument,value,rest")
for x in (1e-300, 1e-5, 0.1, 0.5, 0.7071067811865476, 0.9999999999, 1.0000001, 1.5, 2.0, 3.7, 10.0, 12345.678, 1e100, 1.7e308):
    row("log", x, D(x).ln())
for x in (-700.0, -20.3, -1.0, -0.25, -1e-9, 0.1, 0.34, 0.35, 1.0, 2.5, 33.3, 600.0):
    row("exp", x, D(x).exp())
for x in (1e-12, 1e-4, 0.01, 0.17, 0.18, 0.5, 1.0, 3.0, 8.0, 19.0):
    row("tanh", x, tanh(D(x)))
for x in (0.0, 0.03125, 0.124, 0.126, 0.2, 0.375, 0.49, 0.61, 0.77, 0.99):
    row("sin2pi", x, sin(2 * PI * D(x)))
    row("cos2pi", x, cos(2 * PI * D(x)))
for x in (-6.0, -2.5, -0.3, 0.0, 0.1, 0.5, 1.0, 2.0, 2.999, 3.001, 4.0, 6.5, 9.0, 13.0):
    row("erfc", x, erfc(D(x)))
for x in (2.0, 3.0, 0.1, 1e-30, 7e10):
    row("sqrt", x, D(x).sqrt())
