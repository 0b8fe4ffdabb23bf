using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Sums the exact Hessian of a perceptron's mean loss over all samples; owns its buffers.</summary>
/// <remarks>
/// <para>With x_l = (a_l, 1), S_lm the second derivative of one sample's loss by z_l and z_m, and delta_m the first by z_m:
/// H[(l,c,i),(m,c',i')] = sum over samples of S_lm[c,c'] x_(l-1)[i] x_(m-1)[i'] and, for l below m and i' not the bias,
/// of delta_m[c'] (d a_(m-1)[i'] / d z_l[c]) x_(l-1)[i]. (Weight (m,c',i') multiplies a_(m-1), which itself depends on layer l.)</para>
/// <para>The sums over samples are products A^T B of tall matrices. For l = m both factors are symmetric in their pair, so only
/// pairs c at most c', i at most i' are multiplied, a quarter of the entries. For m = l + 1 the derivative of a_l is diagonal and its
/// sum is small, apart from that of S. For layers further apart both terms are x_(l-1)[i] times a number of the other three indices: one product.</para>
/// <para>The derivatives of many samples are kept, so that each product is fed with many in a row. The lower triangle is a copy of the upper one; the
/// block of two units of one layer is symmetric, so that its copy is a copy of rows.</para>
/// </remarks>
internal sealed class HessianAssembler
{
    private const int MostSamples = 1024;
    private const double LargestSamples = 1 << 22; // numbers in the derivatives that are kept (32 MB)

    private readonly MultilayerPerceptron _network;
    private readonly Func<SampleCurvature> _create;
    private readonly int _capacity;
    private readonly List<SampleCurvature> _samples = [];
    private readonly List<Part> _parts = [];

    public HessianAssembler(MultilayerPerceptron network, LossKind loss, bool isNumeric)
    {
        _network = network;
        _create = () => new SampleCurvature(network, loss, isNumeric);
        _capacity = (int)Math.Clamp(LargestSamples / SampleCurvature.Numbers(network), 1, MostSamples);
        for (var l = 1; l <= network.LayerCount; l++)
        {
            for (var m = l; m <= network.LayerCount; m++)
            {
                int dl = network.Sizes[l], dm = network.Sizes[m], wl = network.Sizes[l - 1] + 1, wm = network.Sizes[m - 1] + 1;
                _parts.Add(l == m ? new Part(PartKind.Diagonal, l, m, dl * (dl + 1) / 2, wl * (wl + 1) / 2)
                    : m == l + 1 ? new Part(PartKind.Neighbours, l, m, dl * dm, wl * wm)
                    : new Part(PartKind.Distant, l, m, wl, dl * dm * wm));
                if (m == l + 1)
                    _parts.Add(new Part(PartKind.Chain, l, m, wl, dl * dm));
            }
        }
    }

    /// <summary>The numbers that the derivatives of the samples take which are kept.</summary>
    public static double SampleNumbers(MultilayerPerceptron network, int samples) =>
        Math.Min(samples, Math.Clamp(LargestSamples / SampleCurvature.Numbers(network), 1, MostSamples)) * SampleCurvature.Numbers(network);

    /// <summary>The numbers that the sums and the panels of one block of samples take. They grow with the squares of widths: for one wide layer far beyond P^2.</summary>
    public static double Numbers(MultilayerPerceptron network)
    {
        var numbers = 0.0;
        for (var l = 1; l <= network.LayerCount; l++)
        {
            for (var m = l; m <= network.LayerCount; m++)
            {
                double dl = network.Sizes[l], dm = network.Sizes[m], wl = network.Sizes[l - 1] + 1, wm = network.Sizes[m - 1] + 1;
                numbers += l == m ? Of(dl * (dl + 1) / 2, wl * (wl + 1) / 2) : m == l + 1 ? Of(dl * dm, wl * wm) + Of(wl, dl * dm) : Of(wl, dl * dm * wm);
            }
        }

        return numbers;

        static double Of(double p, double q) => OuterProductSum.Numbers(p, q) + p + q;
    }

    /// <summary>Overwrites the destination, P x P row-major.</summary>
    public void Compute(NetworkSamples data, ReadOnlySpan<double> parameters, Span<double> destination)
    {
        foreach (var part in _parts)
            part.Sum.Clear();
        while (_samples.Count < Math.Min(_capacity, data.Count))
            _samples.Add(_create());
        for (var start = 0; start < data.Count; start += _capacity)
        {
            var count = Math.Min(_capacity, data.Count - start);
            for (var s = 0; s < count; s++)
                _samples[s].Compute(data.Inputs(start + s), data.Targets(start + s), 1.0 / data.TermCount, parameters);
            foreach (var part in _parts)
            {
                for (var s = 0; s < count; s++)
                    AddSample(part, _samples[s]);
            }
        }

        foreach (var part in _parts)
        {
            switch (part.Kind)
            {
                case PartKind.Diagonal:
                    SetDiagonalBlock(part, destination);
                    break;
                case PartKind.Neighbours:
                    SetNeighbours(part, destination);
                    break;
                case PartKind.Chain:
                    AddChain(part, destination);
                    break;
                default:
                    SetDistant(part, destination);
                    break;
            }
        }

        for (var m = 2; m <= _network.LayerCount; m++)
            UpperTriangle.MirrorColumns(destination, _network.ParameterCount, _network.WeightOffset(m), _network.BiasOffset(m) + _network.Sizes[m] - _network.WeightOffset(m), _network.WeightOffset(m));
    }

    private void AddSample(Part part, SampleCurvature sample)
    {
        var right = part.Right.AsSpan();
        var x = sample.Input(part.L);
        var at = 0;
        if (part.Kind is PartKind.Chain or PartKind.Distant)
        {
            if (part.Kind == PartKind.Chain)
                sample.Chain(part.L, right);
            else
                sample.Distant(part.L, part.M, right);
            part.Sum.Add(x, right);
            return;
        }

        if (part.Kind == PartKind.Diagonal)
        {
            var units = _network.Sizes[part.L];
            var curvature = sample.Curvature(part.L, part.L);
            for (var c = 0; c < units; c++)
            {
                curvature.Slice(c * units, units)[c..].CopyTo(part.Left.AsSpan(at));
                at += units - c;
            }

            at = 0;
            for (var i = 0; i < x.Length; i++)
            {
                VectorOperations.Scale(x[i], x[i..], right[at..]);
                at += x.Length - i;
            }

            part.Sum.Add(part.Left, right);
            return;
        }

        var y = sample.Input(part.M);
        foreach (var entry in x)
        {
            VectorOperations.Scale(entry, y, right[at..]);
            at += y.Length;
        }

        part.Sum.Add(sample.Curvature(part.M, part.L), right);
    }

    private int Position(int layer, int unit, int input) => input == _network.Sizes[layer - 1]
        ? _network.BiasOffset(layer) + unit
        : _network.WeightOffset(layer) + (unit * _network.Sizes[layer - 1]) + input;

    /// <summary>Writes the block of units c and d, c at most d, and that of d and c, the same; the packed sums hold inputs i at most j.</summary>
    private void SetDiagonalBlock(Part part, Span<double> h)
    {
        var p = _network.ParameterCount;
        var units = _network.Sizes[part.L];
        var inputs = _network.Sizes[part.L - 1];
        var biases = _network.BiasOffset(part.L);
        var row = 0;
        for (var c = 0; c < units; c++)
        {
            for (var d = c; d < units; d++, row++)
            {
                var sums = part.Right.AsSpan();
                part.Sum.CopyRow(row, 0, sums);
                var start = 0; // of (i, i)
                for (var i = 0; i < inputs; i++)
                {
                    var columns = Weights(c, d, i, h);
                    var at = i;
                    for (var j = 0; j < i; j++)
                    {
                        columns[j] = sums[at];
                        at += inputs - j;
                    }

                    sums.Slice(start, inputs - i).CopyTo(columns[i..]);
                    start += inputs + 1 - i;
                    if (d > c)
                        columns.CopyTo(Weights(d, c, i, h));
                    if (d + 1 < units)
                    {
                        CacheLine.Prefetch(Weights(c, d + 1, i, h));
                        CacheLine.Prefetch(Weights(d + 1, c, i, h));
                    }

                    SetBoth(Position(part.L, c, i), biases + d, sums[start - 1], h);
                    SetBoth(Position(part.L, d, i), biases + c, sums[start - 1], h);
                }

                SetBoth(biases + c, biases + d, sums[^1], h);
            }
        }

        void SetBoth(int i, int j, double value, Span<double> h) => h[(i * p) + j] = h[(j * p) + i] = value;

        Span<double> Weights(int c, int d, int i, Span<double> h) => h.Slice((Position(part.L, c, i) * p) + Position(part.L, d, 0), inputs);
    }

    /// <summary>Writes rows of layer l, columns of layer m = l + 1; the mirror image comes last.</summary>
    private void SetNeighbours(Part part, Span<double> h)
    {
        var p = _network.ParameterCount;
        int dl = _network.Sizes[part.L], dm = _network.Sizes[part.M];
        int wl = _network.Sizes[part.L - 1] + 1, wm = _network.Sizes[part.M - 1] + 1;
        for (var d = 0; d < dm; d++)
        {
            for (var c = 0; c < dl; c++)
            {
                part.Sum.CopyRow((d * dl) + c, 0, part.Right);
                for (var i = 0; i < wl; i++)
                {
                    var row = h.Slice(Position(part.L, c, i) * p, p);
                    var sums = part.Right.AsSpan(i * wm, wm);
                    sums[..^1].CopyTo(row[Position(part.M, d, 0)..]);
                    row[_network.BiasOffset(part.M) + d] = sums[^1];
                }
            }
        }
    }

    private void AddChain(Part part, Span<double> h)
    {
        var p = _network.ParameterCount;
        int dl = _network.Sizes[part.L], dm = _network.Sizes[part.M];
        var sums = part.Right.AsSpan(0, dm); // of one unit of layer l
        for (var c = 0; c < dl; c++)
        {
            for (var i = 0; i < part.LeftWidth; i++)
            {
                part.Sum.CopyRow(i, c * dm, sums);
                var row = h.Slice((Position(part.L, c, i) * p) + _network.WeightOffset(part.M), dm * dl);
                for (var d = 0; d < dm; d++)
                    row[(d * dl) + c] += sums[d];
            }
        }
    }

    private void SetDistant(Part part, Span<double> h)
    {
        var p = _network.ParameterCount;
        int dl = _network.Sizes[part.L], dm = _network.Sizes[part.M], wm = _network.Sizes[part.M - 1] + 1;
        var sums = part.Right;
        for (var i = 0; i < part.LeftWidth; i++)
        {
            part.Sum.CopyRow(i, 0, sums);
            for (var c = 0; c < dl; c++)
            {
                var row = h.Slice(Position(part.L, c, i) * p, p);
                for (var d = 0; d < dm; d++)
                {
                    var own = row.Slice(_network.WeightOffset(part.M) + (d * (wm - 1)), wm - 1);
                    var at = (d * wm * dl) + c;
                    for (var j = 0; j < own.Length; j++, at += dl)
                        own[j] = sums[at];
                    row[_network.BiasOffset(part.M) + d] = sums[at];
                }
            }
        }
    }

    private enum PartKind
    {
        /// <summary>One layer: S_ll, inputs in pairs.</summary>
        Diagonal,

        /// <summary>Layers l and l + 1, the first term.</summary>
        Neighbours,

        /// <summary>The second term of these.</summary>
        Chain,

        /// <summary>Layers further apart, both terms.</summary>
        Distant,
    }

    /// <summary>One sum of products, layers l at most m, and room for one row of either factor.</summary>
    private sealed record Part(PartKind Kind, int L, int M, int LeftWidth, int RightWidth)
    {
        public double[] Left { get; } = new double[LeftWidth];

        public double[] Right { get; } = new double[RightWidth];

        public OuterProductSum Sum { get; } = new(LeftWidth, RightWidth);
    }
}
