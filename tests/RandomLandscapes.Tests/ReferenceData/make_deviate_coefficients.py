"""The constants of NormalLanes.cs: two minimax polynomials (Remez exchange, 60 digits) and the table of logarithms.

usage: python3 make_deviate_coefficients.py
Needs mpmath. Prints each polynomial with its largest error, lowest power first.
"""
from mpmath import cos, linspace, log, log1p, lu_solve, matrix, mp, mpf, pi, sign, sin, sqrt

mp.dps = 60


def minimax(function, low, high, degree, weight):
    """The polynomial p of this degree that makes the largest |weight (function - p)| on [low, high] smallest."""
    count = degree + 2
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / (count - 1)) for i in range(count)]
    grid = linspace(low, high, 4001)
    while True:
        system, values = matrix(count), matrix(count, 1)
        for i, x in enumerate(points):
            for power in range(degree + 1):
                system[i, power] = x ** power
            system[i, degree + 1] = (-1) ** i / weight(x)
            values[i] = function(x)
        p = list(lu_solve(system, values))[:-1]
        error = [weight(x) * (function(x) - sum(a * x ** k for k, a in enumerate(p))) for x in grid]
        # The largest error between each two changes of sign is the next point.
        runs = [[0]]
        for j in range(1, len(grid)):
            if sign(error[j]) != sign(error[runs[-1][0]]):
                runs.append([])
            runs[-1].append(j)
        extremes = [grid[max(run, key=lambda j: abs(error[j]))] for run in runs]
        if len(extremes) != count or max(abs(x - y) for x, y in zip(points, extremes)) < (high - low) / 4000:
            return p, max(abs(e) for e in error)
        points = extremes


def show(name, result):
    print(name, "largest error", mp.nstr(result[1], 3))
    for a in result[0]:
        print("   ", repr(float(a)))


ratio = lambda f: -2 * log1p(f) / f if f != 0 else mpf(-2)
show("-2 ln(1 + f) / f, |f| <= 1/32, relative", minimax(ratio, -mpf(1) / 32, mpf(1) / 32, 7, lambda f: 1 / abs(ratio(f))))
show("sin(t) / t in t^2, |t| <= pi/32", minimax(lambda z: sin(sqrt(z)) / sqrt(z) if z else mpf(1), mpf(0), (pi / 32) ** 2, 3, lambda z: mpf(1)))
print("2 ln 2 + 2 ln r with r = 32 / (33 + 2k) as a double, and r = 1/2 for k = 15")
for k in range(16):
    print("   ", repr(float(2 * log(2) + 2 * log(mpf(32.0 / (33 + 2 * k)) if k < 15 else mpf(1) / 2))))
print("sin((j + 1/2) pi / 16)")
for j in range(8):
    print("   ", repr(float(sin((j + mpf(1) / 2) * pi / 16))))
