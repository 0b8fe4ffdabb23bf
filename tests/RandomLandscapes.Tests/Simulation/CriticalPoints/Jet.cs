namespace RandomLandscapes.Tests.Simulation.CriticalPoints;

/// <summary>Value, gradient and Hessian.</summary>
internal readonly record struct Jet(double Value, double[] Gradient, double[] Hessian)
{
    public static Jet operator +(Jet a, Jet b) => new(a.Value + b.Value, [.. a.Gradient.Zip(b.Gradient, (x, y) => x + y)], [.. a.Hessian.Zip(b.Hessian, (x, y) => x + y)]);

    public static Jet operator +(Jet a, double c) => a with { Value = a.Value + c };

    public static Jet operator *(double c, Jet a) => new(c * a.Value, [.. a.Gradient.Select(x => c * x)], [.. a.Hessian.Select(x => c * x)]);

    public static Jet operator -(Jet a, Jet b) => a + (-1 * b);

    public static Jet operator -(Jet a, double c) => a + (-c);

    public static Jet operator *(Jet a, Jet b)
    {
        var n = a.Gradient.Length;
        var hessian = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                hessian[(i * n) + j] = (a.Value * b.Hessian[(i * n) + j]) + (b.Value * a.Hessian[(i * n) + j]) + ((a.Gradient[i] * b.Gradient[j]) + (a.Gradient[j] * b.Gradient[i]));
        }

        return new Jet(a.Value * b.Value, [.. a.Gradient.Select((x, i) => (x * b.Value) + (a.Value * b.Gradient[i]))], hessian);
    }

    public Jet Squared() => this * this;

    public Jet Tanh()
    {
        var t = Math.Tanh(Value);
        return Apply(t, 1 - (t * t), -2 * t * (1 - (t * t)));
    }

    public Jet Sigmoid()
    {
        var s = 1 / (1 + Math.Exp(-Value));
        return Apply(s, s * (1 - s), s * (1 - s) * (1 - (2 * s)));
    }

    public Jet Exp() => Apply(Math.Exp(Value), Math.Exp(Value), Math.Exp(Value));

    public Jet Log() => Apply(Math.Log(Value), 1 / Value, -1 / (Value * Value));

    public Jet Power(double exponent)
    {
        var power = Math.Pow(Value, exponent);
        return Apply(power, exponent * power / Value, exponent * (exponent - 1) * power / (Value * Value));
    }

    private Jet Apply(double value, double first, double second)
    {
        var (g, h, n) = (Gradient, Hessian, Gradient.Length);
        return new Jet(value, [.. g.Select(x => first * x)], [.. h.Select((x, k) => (first * x) + (second * (g[k / n] * g[k % n])))]);
    }
}
