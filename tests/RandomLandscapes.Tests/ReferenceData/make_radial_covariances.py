"""Writes radial-covariances.csv: family, parameter (nu, n or beta), s = r^2 (exact as a double), rho(s) and its four derivatives in s, at length 1.5.

By mpmath with 50 digits from the closed forms
  matern       rho^(m) = 2^(1-nu)/Gamma(nu) (-nu/l^2)^m z^(nu-m) K_(nu-m)(z), z = sqrt(2 nu s)/l
  random-wave  rho^(m) = (-1/(4 l^2))^m / (n/2)_m 0F1(; n/2 + m; -s/(4 l^2))
each checked against numerical derivatives of the one before; 25 digits are written. At s = 0 what has a pole is 0, as RadialCovariance documents.
Run: python3 make_radial_covariances.py > radial-covariances.csv
"""
from mpmath import besselk, diff, gamma, hyp0f1, mp, mpf, nstr, rf, sqrt

mp.dps = 50
LENGTH = mpf(3) / 2


def matern(nu):
    def derivative(m, s):
        if s == 0:
            result = mpf(1)
            for j in range(1, m + 1):
                result *= -nu / LENGTH**2 / (2 * (nu - j)) if nu > m else 0
            return result
        z = sqrt(2 * nu * s) / LENGTH
        return 2 ** (1 - nu) / gamma(nu) * (-nu / LENGTH**2) ** m * z ** (nu - m) * besselk(nu - m, z)

    return derivative


def wave(n):
    return lambda m, s: (-1 / (4 * LENGTH**2)) ** m / rf(n / 2, m) * hyp0f1(n / 2 + m, -s / (4 * LENGTH**2))


print("family,parameter,s,rho,rho1,rho2,rho3,rho4")
for family, make, parameters in ("matern", matern, (2.5, 3.2, 4.5)), ("random-wave", wave, (2, 3, 10, 100)):
    for parameter in parameters:
        derivative = make(mpf(parameter))
        for s in 0.5, 2.0:
            for m in range(4):
                slope = diff(lambda t: derivative(m, t), mpf(s))
                assert abs(slope - derivative(m + 1, mpf(s))) < 1e-12 * abs(slope) + 1e-20
        for s in (0.0, 1e-6, 0.01, 0.5, 2.0, 9.0, 50.0) + ((400.0, 2000.0) if family == "random-wave" else ()):
            print(f"{family},{parameter},{s!r}," + ",".join(nstr(derivative(m, mpf(s)), 25) for m in range(5)))
