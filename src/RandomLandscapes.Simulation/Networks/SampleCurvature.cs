using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>First and second derivatives of one sample's weighted loss by the pre-activations z_l; owns its buffers.</summary>
/// <remarks>
/// <para>Think of a shift added to each z_m. J_lm = d z_l / d z_m for l at least m: J_mm = 1, J_(l+1)m = W_(l+1) diag(f'_l) J_lm.
/// Backward: delta_L = p - onehot, g_l = W_(l+1)^T delta_(l+1), delta_l = f'_l g_l. Its derivative is the curvature:
/// S_Lm = (diag p - p p^T) J_Lm and S_lm = diag(f'_l) W_(l+1)^T S_(l+1)m + diag(f''_l g_l) J_lm, with f' = 1 - a^2, f'' = -2 a f'.</para>
/// <para>Sample by sample and scalar in its functions, so it shares no code with the gradient over lanes of samples.</para>
/// </remarks>
internal sealed class SampleCurvature
{
    private readonly MultilayerPerceptron _network;
    private readonly double[][] _inputs; // x_l = (a_l, 1), l = 0..L-1
    private readonly double[][] _slopes; // f'_l, l = 1..L-1
    private readonly double[][] _deltas; // l = 1..L
    private readonly double[][] _pulls; // g_l, l = 1..L-1
    private readonly double[,][] _jacobians; // [l, m], l at least m, d_l x d_m; [m, m] is unused
    private readonly double[,][] _curvatures; // the same shapes
    private readonly double[] _probabilities;
    private readonly double[] _mean;

    public SampleCurvature(MultilayerPerceptron network)
    {
        _network = network;
        var layers = network.LayerCount;
        _inputs = new double[layers][];
        _slopes = new double[layers][];
        _deltas = new double[layers + 1][];
        _pulls = new double[layers][];
        _jacobians = new double[layers + 1, layers + 1][];
        _curvatures = new double[layers + 1, layers + 1][];
        var widest = 0;
        for (var l = 0; l <= layers; l++)
        {
            var size = network.Sizes[l];
            widest = Math.Max(widest, size);
            _deltas[l] = new double[size];
            if (l < layers)
            {
                _inputs[l] = new double[size + 1];
                _inputs[l][size] = 1;
                _slopes[l] = new double[size];
                _pulls[l] = new double[size];
            }

            for (var m = 1; m <= l; m++)
            {
                _jacobians[l, m] = new double[size * network.Sizes[m]];
                _curvatures[l, m] = new double[size * network.Sizes[m]];
            }
        }

        _probabilities = new double[network.Sizes[layers]];
        _mean = new double[widest];
    }

    /// <summary>x_(l-1) = (a_(l-1), 1), what the parameters of layer l multiply.</summary>
    public ReadOnlySpan<double> Input(int layer) => _inputs[layer - 1];

    /// <summary>S_lm for l at least m, d_l x d_m row-major.</summary>
    public ReadOnlySpan<double> Curvature(int l, int m) => _curvatures[l, m];

    /// <summary>delta_m[c'] (d a_(m-1)[i'] / d z_l[c]) for l below m, ordered (c', i', c); for m = l + 1 only i' = c, ordered (c', c).</summary>
    public void Chain(int l, int m, Span<double> destination)
    {
        var deltas = _deltas[m];
        var slopes = _slopes[m - 1];
        var units = _network.Sizes[l];
        var at = 0;
        foreach (var delta in deltas)
        {
            for (var j = 0; j < slopes.Length; j++)
            {
                var factor = delta * slopes[j];
                if (m == l + 1)
                {
                    destination[at++] = factor;
                    continue;
                }

                for (var c = 0; c < units; c++)
                    destination[at++] = factor * _jacobians[m - 1, l][(j * units) + c];
            }
        }
    }

    /// <summary>Computes everything for one sample; the weight multiplies its loss.</summary>
    public void Compute(ReadOnlySpan<double> image, int label, double weight, ReadOnlySpan<double> parameters)
    {
        Forward(image, parameters);
        Outputs(label, weight);
        for (var l = _network.LayerCount - 1; l >= 1; l--)
        {
            var above = _network.Sizes[l + 1];
            var width = _network.Sizes[l];
            var weights = parameters.Slice(_network.WeightOffset(l + 1), above * width);
            _pulls[l].AsSpan().Clear();
            for (var r = 0; r < above; r++)
                VectorOperations.AddScaled(_deltas[l + 1][r], weights.Slice(r * width, width), _pulls[l]);
            for (var k = 0; k < width; k++)
                _deltas[l][k] = _slopes[l][k] * _pulls[l][k];
            for (var m = 1; m <= l; m++)
                Backward(l, m, weights);
        }
    }

    private void Forward(ReadOnlySpan<double> image, ReadOnlySpan<double> parameters)
    {
        image.CopyTo(_inputs[0]);
        for (var l = 1; l <= _network.LayerCount; l++)
        {
            var width = _network.Sizes[l - 1];
            var weights = parameters.Slice(_network.WeightOffset(l), _network.Sizes[l] * width);
            var biases = parameters.Slice(_network.BiasOffset(l), _network.Sizes[l]);
            for (var unit = 0; unit < biases.Length; unit++)
            {
                var z = biases[unit] + VectorOperations.Dot(weights.Slice(unit * width, width), _inputs[l - 1].AsSpan(0, width));
                if (l == _network.LayerCount)
                {
                    _probabilities[unit] = z;
                    continue;
                }

                var a = ElementaryFunctions.Tanh(z);
                _inputs[l][unit] = a;
                _slopes[l][unit] = Math.FusedMultiplyAdd(-a, a, 1);
            }

            for (var m = 1; m < l; m++)
                PushJacobian(l, m, weights);
        }
    }

    /// <summary>J_lm = W_l diag(f'_(l-1)) J_(l-1)m.</summary>
    private void PushJacobian(int l, int m, ReadOnlySpan<double> weights)
    {
        var slopes = _slopes[l - 1];
        var units = _network.Sizes[m];
        for (var r = 0; r < _network.Sizes[l]; r++)
        {
            var row = _jacobians[l, m].AsSpan(r * units, units);
            row.Clear();
            for (var k = 0; k < slopes.Length; k++)
            {
                var factor = weights[(r * slopes.Length) + k] * slopes[k];
                if (m == l - 1)
                    row[k] = factor;
                else
                    VectorOperations.AddScaled(factor, _jacobians[l - 1, m].AsSpan(k * units, units), row);
            }
        }
    }

    /// <summary>Softmax, delta_L and every S_Lm.</summary>
    private void Outputs(int label, double weight)
    {
        var layers = _network.LayerCount;
        var p = _probabilities;
        var largest = p[0];
        foreach (var output in p)
            largest = Math.Max(largest, output);
        var sum = 0.0;
        for (var k = 0; k < p.Length; k++)
            sum += p[k] = ElementaryFunctions.Exp(p[k] - largest);
        for (var k = 0; k < p.Length; k++)
        {
            p[k] /= sum;
            _deltas[layers][k] = weight * (p[k] - (k == label ? 1 : 0));
        }

        for (var m = 1; m < layers; m++)
        {
            var units = _network.Sizes[m];
            var mean = _mean.AsSpan(0, units);
            mean.Clear();
            for (var k = 0; k < p.Length; k++)
                VectorOperations.AddScaled(p[k], _jacobians[layers, m].AsSpan(k * units, units), mean);
            for (var k = 0; k < p.Length; k++)
            {
                for (var c = 0; c < units; c++)
                    _curvatures[layers, m][(k * units) + c] = weight * p[k] * (_jacobians[layers, m][(k * units) + c] - mean[c]);
            }
        }

        for (var k = 0; k < p.Length; k++)
        {
            for (var c = 0; c < p.Length; c++)
                _curvatures[layers, layers][(k * p.Length) + c] = weight * p[k] * ((k == c ? 1 : 0) - p[c]);
        }
    }

    private void Backward(int l, int m, ReadOnlySpan<double> weightsAbove)
    {
        var units = _network.Sizes[m];
        var width = _network.Sizes[l];
        var curvature = _curvatures[l, m];
        curvature.AsSpan().Clear();
        for (var r = 0; r < _network.Sizes[l + 1]; r++)
        {
            var above = _curvatures[l + 1, m].AsSpan(r * units, units);
            for (var k = 0; k < width; k++)
                VectorOperations.AddScaled(weightsAbove[(r * width) + k] * _slopes[l][k], above, curvature.AsSpan(k * units, units));
        }

        for (var k = 0; k < width; k++)
        {
            var bend = -2 * _inputs[l][k] * _slopes[l][k] * _pulls[l][k];
            if (l == m)
                curvature[(k * units) + k] += bend;
            else
                VectorOperations.AddScaled(bend, _jacobians[l, m].AsSpan(k * units, units), curvature.AsSpan(k * units, units));
        }
    }
}
