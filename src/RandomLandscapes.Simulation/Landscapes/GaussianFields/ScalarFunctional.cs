namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>A number observed of a field at a point of a path: its value, a component of its gradient, or A:H, H the Hessian and A = alpha (e_a e_b^T + e_b e_a^T)/2 + beta sum over i from c on of e_i e_i^T.</summary>
/// <remarks>
/// With C(r) = rho(|r|^2): C_i = 2 rho' r_i, C_ij = 4 rho'' r_i r_j + 2 rho' d_ij, C_ijk = 8 rho''' r_i r_j r_k + 4 rho'' (d_ij r_k + 2 more),
/// C_ijkl = 16 rho'''' r_i r_j r_k r_l + 8 rho''' (d_ij r_k r_l + 5 more) + 4 rho'' (d_ij d_kl + 2 more); each derivative at y brings a sign.
/// </remarks>
/// <param name="Point">The number of the point.</param>
/// <param name="Order">0, 1 or 2: value, gradient, Hessian.</param>
/// <param name="A">a; for the gradient its component.</param>
/// <param name="B">b.</param>
/// <param name="Alpha">alpha.</param>
/// <param name="Beta">beta.</param>
/// <param name="C">c.</param>
internal readonly record struct ScalarFunctional(int Point, byte Order, int A, int B, double Alpha, double Beta, int C)
{
    /// <summary>f.</summary>
    public static ScalarFunctional Value(int point) => new(point, 0, 0, 0, 0, 0, 0);

    /// <summary>Component a of the gradient.</summary>
    public static ScalarFunctional Gradient(int point, int a) => new(point, 1, a, a, 0, 0, 0);

    /// <summary>H_ab.</summary>
    public static ScalarFunctional Hessian(int point, int a, int b) => new(point, 2, a, b, 1, 0, 0);

    /// <summary>The sum of H_ii over i from c on.</summary>
    public static ScalarFunctional Trace(int point, int c) => new(point, 2, 0, 0, 0, 1, c);

    /// <summary>H_cc less the mean of H_ii over i from c on.</summary>
    public static ScalarFunctional Deviation(int point, int c, int dimension) => new(point, 2, c, c, 1, -1.0 / (dimension - c), c);

    /// <summary>E X Y, X this functional at x and Y the other at y.</summary>
    /// <param name="other">Y.</param>
    /// <param name="pair">x - y and rho there.</param>
    /// <param name="dimension">n.</param>
    public double Covariance(in ScalarFunctional other, PointPair pair, int dimension)
    {
        var rho = pair.Rho;
        var r = pair.R;
        switch ((3 * Order) + other.Order)
        {
            case 0:
                return rho[0];
            case 1:
                return -2 * rho[1] * r[other.A];
            case 3:
                return 2 * rho[1] * r[A];
            case 4:
                return -((4 * rho[2] * r[A] * r[other.A]) + (A == other.A ? 2 * rho[1] : 0));
            case 2:
                return other.WithValue(pair, dimension);
            case 6:
                return WithValue(pair, dimension);
            case 5:
                return other.WithGradient(A, pair, dimension);
            case 7:
                return -WithGradient(other.A, pair, dimension);
            default:
                return WithHessian(other, pair, dimension);
        }
    }

    private double WithValue(PointPair pair, int dimension) => (4 * pair.Rho[2] * Form(pair)) + (2 * pair.Rho[1] * Trace(dimension));

    private double WithGradient(int i, PointPair pair, int dimension)
    {
        var r = pair.R;
        var image = i >= C ? Beta * r[i] : 0;
        if (i == A)
            image += 0.5 * Alpha * r[B];
        if (i == B)
            image += 0.5 * Alpha * r[A];
        return (8 * pair.Rho[3] * r[i] * Form(pair)) + (4 * pair.Rho[2] * ((r[i] * Trace(dimension)) + (2 * image)));
    }

    private double WithHessian(in ScalarFunctional other, PointPair pair, int dimension)
    {
        var r = pair.R;
        var (a, b, c, d) = (A, B, other.A, other.B);
        var (form, otherForm) = (Form(pair), other.Form(pair));
        var (trace, otherTrace) = (Trace(dimension), other.Trace(dimension));
        double images = 0, product = 0;
        if (a == c)
            images += r[b] * r[d];
        if (a == d)
            images += r[b] * r[c];
        if (b == c)
            images += r[a] * r[d];
        if (b == d)
            images += r[a] * r[c];
        var both = Alpha * other.Alpha;
        images *= 0.25 * both;
        if (a == c && b == d)
            product += 0.5 * both;
        if (a == d && b == c)
            product += 0.5 * both;
        if (other.Beta != 0)
        {
            var count = (a >= other.C ? 1 : 0) + (b >= other.C ? 1 : 0);
            images += 0.5 * Alpha * other.Beta * r[a] * r[b] * count;
            if (a == b && a >= other.C)
                product += Alpha * other.Beta;
        }

        if (Beta != 0)
        {
            var count = (c >= C ? 1 : 0) + (d >= C ? 1 : 0);
            images += 0.5 * other.Alpha * Beta * r[c] * r[d] * count;
            if (c == d && c >= C)
                product += other.Alpha * Beta;
            var most = Math.Max(C, other.C);
            images += Beta * other.Beta * pair.Tails[most];
            product += Beta * other.Beta * (dimension - most);
        }

        return (16 * pair.Rho[4] * form * otherForm)
            + (8 * pair.Rho[3] * ((trace * otherForm) + (otherTrace * form) + (4 * images)))
            + (4 * pair.Rho[2] * ((trace * otherTrace) + (2 * product)));
    }

    // r.A r
    private double Form(PointPair pair) => (Alpha * pair.R[A] * pair.R[B]) + (Beta * pair.Tails[C]);

    private double Trace(int dimension) => (A == B ? Alpha : 0) + (Beta * (dimension - C));
}
