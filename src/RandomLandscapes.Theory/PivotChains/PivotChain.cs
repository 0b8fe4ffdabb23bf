using System.Diagnostics;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Theory.PivotChains;

/// <summary>Exact laws of GOE at a level u by the Markov chain of LDL^T pivots: only positive terms, in plain doubles.</summary>
/// <remarks>
/// <para>
/// In the tridiagonal model (Dumitriu and Edelman 2002) T - u I has the pivots q_1 = a_1 - u, q_(i+1) = a_(i+1) - u - g_i / q_i with a_i standard normal and
/// g_i from Gamma(i/2, 1), all independent; by Sylvester's law the number of negative ones is the number of eigenvalues below u. The chain carries the
/// density of q_i, split by its sign and by the count so far, from order to order:
/// f_(i+1)(q', k + [q' &lt; 0]) = int f_i(q, k) K_i(q' | q) dq,
/// K_i(q' | q) = int_0^inf phi(q' + u + g/q) g^(i/2-1) e^-g dg / Gamma(i/2) = |q|^nu M_nu(|q| + s (q' + u)) exp(-(q'+u)^2/2) / (Gamma(nu) sqrt(2 pi)),
/// nu = i/2, s = sign q, M_nu of <see cref="ParabolicCylinderTable"/>. The leading blocks of the model are GOE(1), GOE(2), ...: one pass serves all orders.
/// </para>
/// <para>With every density multiplied by |q| the sums are E[|det(M - u)|; k eigenvalues below u] instead of probabilities.</para>
/// <para>Columns of different counts have their own scale, so probabilities far below the range of a double keep all digits.</para>
/// <para>Cost: 4 m^2 exponentials and 8 m^2 k multiplications per order, m nodes for |q|; m is about 400 at order 100.</para>
/// </remarks>
internal sealed class PivotChain
{
    // Twice as far as anyone needs: beyond 40 from the edge GoeLevelTable has closed forms.
    private const double LargestLevel = 150;

    private readonly int _largestOrder;
    private readonly double _refinement;
    private readonly ParabolicCylinderTable _table;

    /// <summary>Fills the table; immutable afterwards, so many threads may share one instance.</summary>
    /// <param name="largestOrder">The largest order, at least 1.</param>
    /// <param name="refinement">1; more for finer grids.</param>
    public PivotChain(int largestOrder, double refinement = 1)
    {
        _largestOrder = largestOrder;
        _refinement = refinement;
        // |z| is at most the sum of two pivots and the level.
        var coarsest = PivotResolution.For(largestOrder, LargestLevel, refinement);
        _table = new ParabolicCylinderTable(Math.Max(1, largestOrder - 1), Math.Log(coarsest.Scale) + coarsest.Depth + 3);
    }

    /// <summary>ln P(k eigenvalues of GOE(n) below u), or ln E[|det(M - u)|; k below u], for the largest order n alone.</summary>
    /// <param name="level">u.</param>
    /// <param name="columns">How many counts to carry, k = 0..columns-1; n + 1 for all.</param>
    /// <param name="weighted">Whether |det| weighs.</param>
    public double[] Run(double level, int columns, bool weighted)
    {
        double[] result = [];
        Run(level, columns, weighted, (order, logSums) =>
        {
            if (order == _largestOrder)
                result = logSums.ToArray();
        });
        return result;
    }

    /// <summary>Runs the chain at one level through all orders.</summary>
    /// <param name="level">u, at most 150 in modulus.</param>
    /// <param name="columns">How many counts to carry, k = 0..columns-1; at most order + 1 are needed.</param>
    /// <param name="weighted">Whether |det| weighs.</param>
    /// <param name="visit">Receives each order and ln of its sums over k = 0..min(order, columns - 1).</param>
    public void Run(double level, int columns, bool weighted, Action<int, ReadOnlySpan<double>> visit)
    {
        Debug.Assert(Math.Abs(level) <= LargestLevel, "The level lies outside the table.");
        var grid = new PivotGrid(PivotResolution.For(_largestOrder, level, _refinement));
        var q = grid.Nodes;
        var m = q.Length;
        var column = new double[m];
        for (var i = 0; i < m; i++)
            column[i] = grid.Weights[i] * (weighted ? q[i] : 1);
        // Without negative eigenvalues there are no negative pivots.
        var rows = columns == 1 ? m : 2 * m;
        var kernel = new KernelGeometry(q, level, positiveOnly: columns == 1);
        var source = new double[2 * m * columns];
        var workspace = new double[2 * m * columns];
        var product = new double[2 * m * columns];
        var matrix = new double[rows * rows];
        var multiply = new TransposedProduct();
        var scale = new double[columns];
        var nextScale = new double[columns];
        var sums = new double[columns];
        Array.Fill(scale, double.NegativeInfinity);

        // Rows 0..m-1: positive pivots; m..2m-1: negative ones. The first pivot is a - u.
        for (var i = 0; i < m; i++)
        {
            source[i * columns] = Normal(q[i] + level);
            if (columns > 1)
                source[((m + i) * columns) + 1] = Normal(-q[i] + level);
        }

        scale[0] = 0;
        if (columns > 1)
            scale[1] = 0;
        for (var order = 1; ; order++)
        {
            // Masses instead of densities, and each column normalised.
            var used = Math.Min(order + 1, columns);
            for (var k = 0; k < used; k++)
            {
                var sum = 0.0;
                for (var i = 0; i < m; i++)
                    sum += column[i] * (source[(i * columns) + k] + source[((m + i) * columns) + k]);
                sums[k] = scale[k] + Math.Log(sum);
            }

            visit(order, sums.AsSpan(0, used));
            if (order == _largestOrder)
                return;
            var packed = workspace.AsSpan(0, rows * used);
            for (var i = 0; i < rows; i++)
            {
                var w = column[i < m ? i : i - m];
                for (var k = 0; k < used; k++)
                    packed[(i * used) + k] = source[(i * columns) + k] * w;
            }

            kernel.Fill(_table, order, matrix);
            var target = product.AsSpan(0, 2 * m * used);
            target.Clear();
            multiply.Accumulate(rows, matrix, rows, packed, used, target[..(rows * used)]);
            var next = Math.Min(order + 2, columns);
            Combine(target, m, used, source, columns, next, scale, nextScale);
            (scale, nextScale) = (nextScale, scale);
        }
    }

    private static void Combine(
        ReadOnlySpan<double> product, int m, int used, Span<double> source, int columns, int next, double[] scale, double[] nextScale)
    {
        for (var k = 0; k < next; k++)
        {
            // A positive pivot keeps the count, a negative one adds to it.
            var stay = k < used ? scale[k] : double.NegativeInfinity;
            var step = k > 0 && k - 1 < used ? scale[k - 1] : double.NegativeInfinity;
            var top = Math.Max(stay, step);
            var keepFactor = double.IsNegativeInfinity(stay) ? 0 : Math.Exp(stay - top);
            var stepFactor = double.IsNegativeInfinity(step) ? 0 : Math.Exp(step - top);
            var largest = 0.0;
            for (var i = 0; i < m; i++)
            {
                var positive = keepFactor == 0 ? 0 : product[(i * used) + k] * keepFactor;
                var negative = stepFactor == 0 ? 0 : product[((m + i) * used) + k - 1] * stepFactor;
                source[(i * columns) + k] = positive;
                source[((m + i) * columns) + k] = negative;
                largest = Math.Max(largest, Math.Max(positive, negative));
            }

            // Powers of two, so that rescaling never rounds.
            var exponent = largest > 0 ? Math.ILogB(largest) : 0;
            for (var i = 0; i < 2 * m; i++)
                source[(i * columns) + k] = Math.ScaleB(source[(i * columns) + k], -exponent);
            nextScale[k] = largest > 0 ? top + (exponent * Math.Log(2)) : double.NegativeInfinity;
        }
    }

    private static double Normal(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
}
