namespace RandomLandscapes.Theory.PivotChains;

/// <summary>The parts of ln K_i(q' | q) on a grid that do not depend on the order i: asinh z, the factor of nu, and the rest.</summary>
internal sealed class KernelGeometry
{
    private readonly int _nodes;
    private readonly double[] _x;
    private readonly double[] _slope;
    private readonly double[] _offset;

    /// <summary>Prepares the four combinations of signs.</summary>
    /// <param name="q">Nodes |q|.</param>
    /// <param name="level">u.</param>
    /// <param name="positiveOnly">Whether only positive pivots matter, a quarter of the work.</param>
    public KernelGeometry(ReadOnlySpan<double> q, double level, bool positiveOnly)
    {
        _nodes = q.Length;
        var rows = positiveOnly ? _nodes : 2 * _nodes;
        _x = new double[rows * rows];
        _slope = new double[rows * rows];
        _offset = new double[rows * rows];
        for (var j = 0; j < rows; j++)
        {
            // Source pivot: its modulus and sign.
            var (from, sign) = j < _nodes ? (q[j], 1) : (q[j - _nodes], -1);
            var logFrom = Math.Log(from);
            for (var i = 0; i < rows; i++)
            {
                var to = i < _nodes ? q[i] : -q[i - _nodes];
                var signed = sign * (to + level);
                var z = from + signed;
                var x = Math.Asinh(z);
                var logCosh = 0.5 * Math.Log(1 + (z * z));
                var at = (j * rows) + i;
                _x[at] = x;
                if (x >= 0)
                {
                    _slope[at] = logFrom - logCosh;
                    _offset[at] = -0.5 * signed * signed;
                }
                else
                {
                    // The scaling took exp(z^2/2) out: z^2 - signed^2 = from (from + 2 signed), without cancellation.
                    _slope[at] = logFrom + logCosh;
                    _offset[at] = (0.5 * from * (from + (2 * signed))) - logCosh;
                }

                _offset[at] -= 0.5 * Math.Log(2 * Math.PI);
            }
        }
    }

    /// <summary>Writes K_i, source-major: entry (j, i) leads from node j to node i.</summary>
    /// <param name="table">The functions M_nu.</param>
    /// <param name="order">i, so nu = i/2.</param>
    /// <param name="matrix">2m x 2m, or m x m for positive pivots only.</param>
    public void Fill(ParabolicCylinderTable table, int order, Span<double> matrix) => table.Exponentials(order, _x, _slope, _offset, matrix);
}
