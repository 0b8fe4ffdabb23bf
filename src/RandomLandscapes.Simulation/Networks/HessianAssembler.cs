using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.Networks.Data;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Sums the exact Hessian of a perceptron's mean loss over all samples; owns its buffers.</summary>
/// <remarks>
/// <para>With x_l = (a_l, 1), S_lm the second derivative of one sample's loss by z_l and z_m, and delta_m the first by z_m:
/// H[(l,c,i),(m,c',i')] = sum over samples of S_lm[c,c'] x_(l-1)[i] x_(m-1)[i'] and, for l below m and i' not the bias,
/// of delta_m[c'] (d a_(m-1)[i'] / d z_l[c]) x_(l-1)[i]. (Weight (m,c',i') multiplies a_(m-1), which itself depends on layer l.)</para>
/// <para>Both sums over samples are products A^T B of tall matrices; for l = m both factors are symmetric in their pair, so only
/// pairs c at most c', i at most i' are multiplied, a quarter of the entries. The lower triangle is a copy of the upper one.</para>
/// </remarks>
internal sealed class HessianAssembler
{
    private const int Block = TransposedProduct.BlockSize;

    private readonly MultilayerPerceptron _network;
    private readonly SampleCurvature _sample;
    private readonly TransposedProduct _product = new();
    private readonly List<Part> _parts = [];

    public HessianAssembler(MultilayerPerceptron network, LossKind loss, bool isNumeric)
    {
        _network = network;
        _sample = new SampleCurvature(network, loss, isNumeric);
        for (var l = 1; l <= network.LayerCount; l++)
        {
            for (var m = l; m <= network.LayerCount; m++)
            {
                int dl = network.Sizes[l], dm = network.Sizes[m], wl = network.Sizes[l - 1] + 1, wm = network.Sizes[m - 1] + 1;
                _parts.Add(l == m
                    ? new Part(l, m, IsChain: false, dl * (dl + 1) / 2, wl * (wl + 1) / 2)
                    : new Part(l, m, IsChain: false, dl * dm, wl * wm));
                if (l < m)
                    _parts.Add(new Part(l, m, IsChain: true, m == l + 1 ? dm * dl : dm * network.Sizes[m - 1] * dl, wl));
            }
        }
    }

    /// <summary>Overwrites the destination, P x P row-major.</summary>
    public void Compute(NetworkSamples data, ReadOnlySpan<double> parameters, Span<double> destination)
    {
        destination.Clear();
        foreach (var part in _parts)
            part.Sums.AsSpan().Clear();
        for (var start = 0; start < data.Count; start += Block)
        {
            var count = Math.Min(Block, data.Count - start);
            for (var s = 0; s < count; s++)
            {
                _sample.Compute(data.Inputs(start + s), data.Targets(start + s), 1.0 / data.TermCount, parameters);
                foreach (var part in _parts)
                    FillRow(part, s);
            }

            foreach (var part in _parts)
            {
                var left = part.Left.AsSpan(0, count * part.LeftWidth);
                var right = part.Right.AsSpan(0, count * part.RightWidth);
                _product.Accumulate(count, left, part.LeftWidth, right, part.RightWidth, part.Sums);
            }
        }

        foreach (var part in _parts)
        {
            if (part.IsChain)
                AddChain(part, destination);
            else if (part.L == part.M)
                SetDiagonalBlock(part, destination);
            else
                SetBlock(part, destination);
        }

        UpperTriangle.Mirror(destination, _network.ParameterCount);
    }

    private void FillRow(Part part, int s)
    {
        var left = part.Left.AsSpan(s * part.LeftWidth, part.LeftWidth);
        var right = part.Right.AsSpan(s * part.RightWidth, part.RightWidth);
        var x = _sample.Input(part.L);
        if (part.IsChain)
        {
            _sample.Chain(part.L, part.M, left);
            x.CopyTo(right);
            return;
        }

        var rows = _network.Sizes[part.M];
        var columns = _network.Sizes[part.L];
        var curvature = _sample.Curvature(part.M, part.L); // d_m x d_l
        var at = 0;
        if (part.L == part.M)
        {
            for (var c = 0; c < rows; c++)
            {
                curvature.Slice(c * columns, columns)[c..].CopyTo(left[at..]);
                at += columns - c;
            }

            at = 0;
            for (var i = 0; i < x.Length; i++)
            {
                Scale(x[i], x[i..], right[at..]);
                at += x.Length - i;
            }

            return;
        }

        curvature.CopyTo(left);
        var y = _sample.Input(part.M);
        for (var i = 0; i < y.Length; i++)
            Scale(y[i], x, right[(i * x.Length)..]);
    }

    private static void Scale(double factor, ReadOnlySpan<double> source, Span<double> destination)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination[..source.Length]);
        var factors = Vector512.Create(factor);
        var length = (nuint)source.Length;
        nuint i = 0;
        for (; i + 8 <= length; i += 8)
            (factors * Vector512.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
        for (; i < length; i++)
            Unsafe.Add(ref to, i) = factor * Unsafe.Add(ref from, i);
    }

    private int Position(int layer, int unit, int input) => input == _network.Sizes[layer - 1]
        ? _network.BiasOffset(layer) + unit
        : _network.WeightOffset(layer) + (unit * _network.Sizes[layer - 1]) + input;

    /// <summary>Writes rows of unit c, columns of unit d, c at most d; the packed sums hold inputs i at most j.</summary>
    private void SetDiagonalBlock(Part part, Span<double> h)
    {
        var p = _network.ParameterCount;
        var units = _network.Sizes[part.L];
        var inputs = _network.Sizes[part.L - 1];
        var row = 0;
        for (var c = 0; c < units; c++)
        {
            for (var d = c; d < units; d++, row++)
            {
                var sums = part.Sums.AsSpan(row * part.RightWidth, part.RightWidth);
                var start = 0; // of (i, i)
                for (var i = 0; i < inputs; i++)
                {
                    var target = h.Slice(Position(part.L, c, i) * p, p);
                    var columns = target.Slice(Position(part.L, d, 0), inputs);
                    var at = i;
                    for (var j = 0; j < i; j++)
                    {
                        columns[j] = sums[at];
                        at += inputs - j;
                    }

                    sums.Slice(start, inputs - i).CopyTo(columns[i..]);
                    start += inputs + 1 - i;
                    target[_network.BiasOffset(part.L) + d] = sums[start - 1];
                    h[(Position(part.L, d, i) * p) + _network.BiasOffset(part.L) + c] = sums[start - 1]; // upper place of (c's bias, d's weight)
                }

                h[((_network.BiasOffset(part.L) + c) * p) + _network.BiasOffset(part.L) + d] = sums[^1];
            }
        }
    }

    /// <summary>Writes rows of layer l, columns of layer m, l below m; the mirror image comes last.</summary>
    private void SetBlock(Part part, Span<double> h)
    {
        var p = _network.ParameterCount;
        int dl = _network.Sizes[part.L], dm = _network.Sizes[part.M];
        int wl = _network.Sizes[part.L - 1] + 1, wm = _network.Sizes[part.M - 1] + 1;
        for (var d = 0; d < dm; d++)
        {
            for (var c = 0; c < dl; c++)
            {
                var sums = part.Sums.AsSpan(((d * dl) + c) * part.RightWidth, part.RightWidth);
                for (var i = 0; i < wl; i++)
                {
                    var row = h.Slice(Position(part.L, c, i) * p, p);
                    for (var j = 0; j < wm; j++)
                        row[Position(part.M, d, j)] = sums[(j * wl) + i];
                }
            }
        }
    }

    private void AddChain(Part part, Span<double> h)
    {
        var p = _network.ParameterCount;
        int dl = _network.Sizes[part.L], dm = _network.Sizes[part.M], between = _network.Sizes[part.M - 1];
        var direct = part.M == part.L + 1; // then d a_(m-1) / d z_l is diagonal
        for (var d = 0; d < dm; d++)
        {
            for (var c = 0; c < dl; c++)
            {
                for (var j = direct ? c : 0; j < (direct ? c + 1 : between); j++)
                {
                    var source = direct ? (d * dl) + c : (((d * between) + j) * dl) + c;
                    var column = Position(part.M, d, j);
                    var sums = part.Sums.AsSpan(source * part.RightWidth, part.RightWidth);
                    for (var i = 0; i < sums.Length; i++)
                        h[(Position(part.L, c, i) * p) + column] += sums[i];
                }
            }
        }
    }

    /// <summary>One product: layers l at most m, and its factors for a block of samples.</summary>
    private sealed record Part(int L, int M, bool IsChain, int LeftWidth, int RightWidth)
    {
        public double[] Left { get; } = new double[Block * LeftWidth];

        public double[] Right { get; } = new double[Block * RightWidth];

        public double[] Sums { get; } = new double[checked(LeftWidth * RightWidth)];
    }
}
