using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>The population loss of a soft committee machine that learns from another one, with exact derivatives of second order.</summary>
/// <remarks>
/// <para>
/// Student sum_i s(J_i.x), i = 1..K, teacher sum_n s(B_n.x), s(z) = erf(z / sqrt 2), x of independent standard normals: f = E (student - teacher)^2 / 2
/// = (sum_ik A(J_i, J_k) + sum_nm A(B_n, B_m) - 2 sum_in A(J_i, B_n)) / pi, A(u, v) = arcsin(u.v / sqrt((1 + |u|^2) (1 + |v|^2))). Parameters: J_1, ..., J_K.
/// </para>
/// <para>
/// With a = 1 + |u|^2, b = 1 + |v|^2, q = u.v, D^2 = a b - q^2: grad_u A = (v - (q / a) u) / D;
/// A_uu = -q / (a D) I - b / D^3 (u v^T + v u^T) + (2 q / (a^2 D) + q b / (a D^3)) u u^T + q / D^3 v v^T and A_uv = I / D - b / D^3 u u^T - a / D^3 v v^T + q / D^3 (u v^T + v u^T).
/// A(u, u) is a function of t = |u|^2 with derivative 1 / ((1 + t) sqrt(1 + 2 t)).
/// </para>
/// <para>Cost: of order K (K + M) N for the gradient, K (K + M) N^2 for the Hessian. Source: D. Saad, S. A. Solla, Phys. Rev. E 52 (1995) 4225, equation 5.</para>
/// </remarks>
public sealed class SoftCommitteeMachine : IObjective
{
    private readonly double[] _teacher;
    private readonly int _inputs;
    private readonly int _students;
    private readonly double _constant;

    /// <summary>Makes the loss.</summary>
    /// <param name="teacher">B, one row of N numbers per unit of the teacher.</param>
    /// <param name="inputs">N, at least 1.</param>
    /// <param name="students">K, at least 1.</param>
    /// <exception cref="ArgumentException">The length of the teacher is no multiple of N.</exception>
    public SoftCommitteeMachine(ReadOnlySpan<double> teacher, int inputs, int students)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(students, 1);
        if (teacher.IsEmpty || teacher.Length % inputs != 0)
            throw new ArgumentException($"Expected rows of {inputs} numbers, was {teacher.Length} in all.", nameof(teacher));
        (_teacher, _inputs, _students) = (teacher.ToArray(), inputs, students);
        for (var n = 0; n < Teachers; n++)
        {
            for (var m = 0; m < Teachers; m++)
                _constant += Angle(Row(_teacher, n), Row(_teacher, m));
        }
    }

    /// <inheritdoc/>
    public int Dimension => _students * _inputs;

    private int Teachers => _teacher.Length / _inputs;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> parameters)
    {
        CheckLength(parameters);
        var sum = _constant;
        for (var i = 0; i < _students; i++)
        {
            for (var k = 0; k < _students; k++)
                sum += Angle(Row(parameters, i), Row(parameters, k));
            for (var n = 0; n < Teachers; n++)
                sum -= 2 * Angle(Row(parameters, i), Row(_teacher, n));
        }

        return sum / Math.PI;
    }

    /// <inheritdoc/>
    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        CheckLength(gradient);
        var value = Value(parameters);
        gradient.Clear();
        for (var i = 0; i < _students; i++)
        {
            var u = Row(parameters, i);
            var sum = gradient.Slice(i * _inputs, _inputs);
            VectorOperations.AddScaled(2 * Own(u).First / Math.PI, u, sum);
            for (var k = 0; k < _students + Teachers; k++)
            {
                if (k == i)
                    continue;
                var v = Other(parameters, k, out var sign);
                var pair = new Pair(u, v);
                VectorOperations.AddScaled(2 * sign / (Math.PI * pair.D), v, sum);
                VectorOperations.AddScaled(-2 * sign * pair.Q / (Math.PI * pair.A * pair.D), u, sum);
            }
        }

        return value;
    }

    /// <inheritdoc/>
    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        CheckLength(parameters);
        CheckLength(direction);
        CheckLength(product);
        product.Clear();
        for (var i = 0; i < _students; i++)
        {
            var u = Row(parameters, i);
            var du = Row(direction, i);
            var sum = product.Slice(i * _inputs, _inputs);
            var own = Own(u);
            VectorOperations.AddScaled(2 * own.First / Math.PI, du, sum);
            VectorOperations.AddScaled(4 * own.Second * VectorOperations.Dot(u, du) / Math.PI, u, sum);
            for (var k = 0; k < _students + Teachers; k++)
            {
                if (k == i)
                    continue;
                var v = Other(parameters, k, out var sign);
                var pair = new Pair(u, v);
                var factor = 2 * sign / Math.PI;
                var (along, across) = (VectorOperations.Dot(u, du), VectorOperations.Dot(v, du));
                VectorOperations.AddScaled(factor * pair.Identity, du, sum);
                VectorOperations.AddScaled(factor * ((pair.Mixed * across) + (pair.OwnSquare * along)), u, sum);
                VectorOperations.AddScaled(factor * ((pair.Mixed * along) + (pair.OtherSquare * across)), v, sum);
                if (k >= _students)
                    continue;
                var dv = Row(direction, k);
                (along, across) = (VectorOperations.Dot(u, dv), VectorOperations.Dot(v, dv));
                VectorOperations.AddScaled(factor / pair.D, dv, sum);
                VectorOperations.AddScaled(factor * ((-pair.B * along) + (pair.Q * across)) / pair.Cube, u, sum);
                VectorOperations.AddScaled(factor * ((-pair.A * across) + (pair.Q * along)) / pair.Cube, v, sum);
            }
        }
    }

    /// <inheritdoc/>
    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian)
    {
        var (p, n) = (Dimension, _inputs);
        if (hessian.Length != p * p)
            throw new ArgumentException($"Expected {p} x {p} entries, was {hessian.Length}.", nameof(hessian));
        CheckLength(parameters);
        hessian.Clear();
        for (var i = 0; i < _students; i++)
        {
            var u = Row(parameters, i);
            var own = Own(u);
            AddIdentity(hessian, i, i, 2 * own.First / Math.PI);
            AddProduct(hessian, i, i, 4 * own.Second / Math.PI, u, u);
            for (var k = 0; k < _students + Teachers; k++)
            {
                if (k == i)
                    continue;
                var v = Other(parameters, k, out var sign);
                var pair = new Pair(u, v);
                var factor = 2 * sign / Math.PI;
                AddIdentity(hessian, i, i, factor * pair.Identity);
                AddProduct(hessian, i, i, factor * pair.OwnSquare, u, u);
                AddProduct(hessian, i, i, factor * pair.Mixed, u, v);
                AddProduct(hessian, i, i, factor * pair.Mixed, v, u);
                AddProduct(hessian, i, i, factor * pair.OtherSquare, v, v);
                if (k >= i)
                    continue;
                AddIdentity(hessian, i, k, factor / pair.D);
                AddProduct(hessian, i, k, -factor * pair.B / pair.Cube, u, u);
                AddProduct(hessian, i, k, -factor * pair.A / pair.Cube, v, v);
                AddProduct(hessian, i, k, factor * pair.Q / pair.Cube, u, v);
                AddProduct(hessian, i, k, factor * pair.Q / pair.Cube, v, u);
            }
        }

        // The upper triangle from the lower one: the same bits.
        for (var row = 0; row < p; row++)
        {
            for (var column = 0; column < row; column++)
                hessian[(column * p) + row] = hessian[(row * p) + column];
        }

        void AddIdentity(Span<double> h, int i, int k, double factor)
        {
            for (var j = 0; j < n; j++)
                h[(((i * n) + j) * p) + (k * n) + j] += factor;
        }

        void AddProduct(Span<double> h, int i, int k, double factor, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        {
            for (var j = 0; j < n; j++)
                VectorOperations.AddScaled(factor * x[j], y, h.Slice((((i * n) + j) * p) + (k * n), n));
        }
    }

    /// <inheritdoc/>
    public IObjective Copy() => new SoftCommitteeMachine(_teacher, _inputs, _students);

    private void CheckLength(ReadOnlySpan<double> vector)
    {
        if (vector.Length != Dimension)
            throw new ArgumentException($"Expected {Dimension} numbers, was {vector.Length}.", nameof(vector));
    }

    private ReadOnlySpan<double> Row(ReadOnlySpan<double> matrix, int i) => matrix.Slice(i * _inputs, _inputs);

    private ReadOnlySpan<double> Other(ReadOnlySpan<double> parameters, int k, out double sign)
    {
        sign = k < _students ? 1 : -1;
        return k < _students ? Row(parameters, k) : Row(_teacher, k - _students);
    }

    private static double Angle(ReadOnlySpan<double> u, ReadOnlySpan<double> v) =>
        Math.Asin(VectorOperations.Dot(u, v) / Math.Sqrt((1 + VectorOperations.Dot(u, u)) * (1 + VectorOperations.Dot(v, v))));

    // The first two derivatives of A(u, u) by |u|^2.
    private static (double First, double Second) Own(ReadOnlySpan<double> u)
    {
        var t = VectorOperations.Dot(u, u);
        var first = 1 / ((1 + t) * Math.Sqrt(1 + (2 * t)));
        return (first, -first * ((1 / (1 + t)) + (1 / (1 + (2 * t)))));
    }

    private readonly ref struct Pair
    {
        public Pair(ReadOnlySpan<double> u, ReadOnlySpan<double> v)
        {
            (A, B, Q) = (1 + VectorOperations.Dot(u, u), 1 + VectorOperations.Dot(v, v), VectorOperations.Dot(u, v));
            D = Math.Sqrt((A * B) - (Q * Q));
            Cube = D * D * D;
        }

        public double A { get; }

        public double B { get; }

        public double Q { get; }

        public double D { get; }

        public double Cube { get; }

        public double Identity => -Q / (A * D);

        public double Mixed => -B / Cube;

        public double OwnSquare => (2 * Q / (A * A * D)) + (Q * B / (A * Cube));

        public double OtherSquare => Q / Cube;
    }
}
