using RandomLandscapes.Numerics.Arithmetic;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>First and second derivatives of one sample's weighted loss by the pre-activations z_l; owns its buffers.</summary>
/// <remarks>
/// <para>Think of a shift added to each z_m. J_lm = d z_l / d z_m for l at least m: J_mm = 1, J_(l+1)m = W_(l+1) diag(f'_l) J_lm.
/// Backward: delta_L = p - onehot, g_l = W_(l+1)^T delta_(l+1), delta_l = f'_l g_l. Its derivative is the curvature:
/// S_Lm = B J_Lm and S_lm = diag(f'_l) W_(l+1)^T S_(l+1)m + diag(f''_l g_l) J_lm; B is the loss's second derivative by the outputs: diag p - p p^T, 1 for
/// squared errors, 0 for hinges. (Written for cross-entropy; delta_L is o - t or the hinges' slopes for the others.)</para>
/// <para>Sample by sample and scalar in its functions, so it shares no code with the gradient over lanes of samples.</para>
/// </remarks>
internal sealed class SampleCurvature
{
    private readonly MultilayerPerceptron _network;
    private readonly LossKind _loss;
    private readonly bool _isNumeric; // targets are numbers, not a label
    private readonly double[][] _inputs; // x_l = (a_l, 1), l = 0..L-1
    private readonly double[][] _slopes; // f'_l, l = 1..L-1
    private readonly double[][] _bends; // f''_l
    private readonly double[][] _deltas; // l = 1..L
    private readonly double[][] _pulls; // g_l, l = 1..L-1
    private readonly double[,][] _jacobians; // [l, m], l at least m, d_l x d_m; [m, m] is unused
    private readonly double[,][] _curvatures; // the same shapes
    private readonly double[] _outputs;
    private readonly double[] _mean;
    private readonly double[] _column;

    public SampleCurvature(MultilayerPerceptron network, LossKind loss, bool isNumeric)
    {
        _isNumeric = isNumeric;
        _network = network;
        _loss = loss;
        var layers = network.LayerCount;
        _inputs = new double[layers][];
        _slopes = new double[layers][];
        _bends = new double[layers][];
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
                _bends[l] = new double[size];
                _pulls[l] = new double[size];
            }

            for (var m = 1; m <= l; m++)
            {
                _jacobians[l, m] = l == m ? [] : new double[size * network.Sizes[m]];
                _curvatures[l, m] = new double[size * network.Sizes[m]];
            }
        }

        _outputs = new double[network.Sizes[layers]];
        _mean = new double[widest];
        _column = new double[widest];
    }

    /// <summary>The numbers that one object takes; about.</summary>
    public static double Numbers(MultilayerPerceptron network)
    {
        const double header = 4; // of an array, with its reference
        var numbers = header * 8 * (network.LayerCount + 1);
        for (var l = 0; l <= network.LayerCount; l++)
        {
            numbers += 7.0 * network.Sizes[l];
            for (var m = 1; m <= l; m++)
                numbers += (2 * header) + ((l == m ? 1.0 : 2) * network.Sizes[l] * network.Sizes[m]);
        }

        return numbers;
    }

    /// <summary>x_(l-1) = (a_(l-1), 1), what the parameters of layer l multiply.</summary>
    public ReadOnlySpan<double> Input(int layer) => _inputs[layer - 1];

    /// <summary>S_lm for l at least m, d_l x d_m row-major.</summary>
    public ReadOnlySpan<double> Curvature(int l, int m) => _curvatures[l, m];

    /// <summary>delta_(l+1)[c'] f'_l[c], ordered (c, c').</summary>
    public void Chain(int l, Span<double> destination)
    {
        var deltas = _deltas[l + 1];
        var slopes = _slopes[l];
        for (var c = 0; c < slopes.Length; c++)
        {
            for (var d = 0; d < deltas.Length; d++)
                destination[(c * deltas.Length) + d] = deltas[d] * slopes[c];
        }
    }

    /// <summary>S_ml[c',c] x_(m-1)[i'] + delta_m[c'] (d a_(m-1)[i'] / d z_l[c]) for m at least l + 2, ordered (c', i', c); the bias has no second term.</summary>
    public void Distant(int l, int m, Span<double> destination)
    {
        var (units, slopes, x) = (_network.Sizes[l], _slopes[m - 1], _inputs[m - 1]);
        var jacobian = _jacobians[m - 1, l].AsSpan();
        var at = 0;
        for (var d = 0; d < _deltas[m].Length; d++)
        {
            var curvature = Curvature(m, l).Slice(d * units, units);
            for (var i = 0; i < slopes.Length; i++, at += units)
                VectorOperations.Combine(x[i], curvature, _deltas[m][d] * slopes[i], jacobian.Slice(i * units, units), destination[at..]);
            curvature.CopyTo(destination[at..]);
            at += units;
        }
    }

    /// <summary>Computes everything for one sample; the weight multiplies its loss.</summary>
    public void Compute(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, double weight, ReadOnlySpan<double> parameters)
    {
        Forward(inputs, parameters);
        if (_loss == LossKind.CrossEntropy)
            Softmax((int)targets[0], weight);
        else
            Outputs(targets, weight);
        for (var l = _network.LayerCount - 1; l >= 1; l--)
        {
            var above = _network.Sizes[l + 1];
            var width = _network.Sizes[l];
            var weights = parameters.Slice(_network.WeightOffset(l + 1), above * width);
            _pulls[l].AsSpan().Clear();
            VectorOperations.AddCombination(_deltas[l + 1], weights, _pulls[l]);
            for (var k = 0; k < width; k++)
                _deltas[l][k] = _slopes[l][k] * _pulls[l][k];
            for (var m = 1; m <= l; m++)
                Backward(l, m, weights);
        }
    }

    private void Forward(ReadOnlySpan<double> inputs, ReadOnlySpan<double> parameters)
    {
        inputs.CopyTo(_inputs[0]);
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
                    _outputs[unit] = z;
                    continue;
                }

                (_inputs[l][unit], _slopes[l][unit], _bends[l][unit]) = Evaluate(_network.Activation, z);
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
            var factors = m == l - 1 ? row : _column.AsSpan(0, slopes.Length);
            VectorOperations.Multiply(weights.Slice(r * slopes.Length, slopes.Length), slopes, factors);
            if (m < l - 1)
                VectorOperations.AddCombination(factors, _jacobians[l - 1, m], row);
        }
    }

    /// <summary>Softmax, delta_L and every S_Lm.</summary>
    private void Softmax(int label, double weight)
    {
        var layers = _network.LayerCount;
        var p = _outputs;
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
            VectorOperations.AddCombination(p, _jacobians[layers, m], mean);
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

    /// <summary>The same for squared errors and hinges.</summary>
    private void Outputs(ReadOnlySpan<double> targets, double weight)
    {
        var layers = _network.LayerCount;
        var deltas = _deltas[layers];
        var curvature = _loss == LossKind.SquaredError ? weight : 0;
        if (_loss == LossKind.SquaredError)
        {
            for (var k = 0; k < deltas.Length; k++)
                deltas[k] = weight * (_outputs[k] - (_isNumeric ? targets[k] : k == (int)targets[0] ? 1 : 0));
        }
        else
        {
            deltas.AsSpan().Clear();
            var label = (int)targets[0];
            for (var k = 0; k < deltas.Length; k++)
            {
                if (k == label || 1 + _outputs[k] - _outputs[label] <= 0)
                    continue;
                deltas[k] += weight;
                deltas[label] -= weight;
            }
        }

        for (var m = 1; m < layers; m++)
        {
            for (var i = 0; i < _curvatures[layers, m].Length; i++)
                _curvatures[layers, m][i] = curvature * _jacobians[layers, m][i];
        }

        _curvatures[layers, layers].AsSpan().Clear();
        for (var k = 0; k < deltas.Length; k++)
            _curvatures[layers, layers][(k * deltas.Length) + k] = curvature;
    }

    // W. Kahan's form: the logarithm of the rounded 1 + e, mended by what rounding took.
    private static double LogOnePlus(double e) => 1 + e == 1 ? e : ElementaryFunctions.Log(1 + e) * (e / (1 + e - 1));

    private static (double Value, double Slope, double Bend) Evaluate(Activation activation, double z)
    {
        switch (activation)
        {
            case Activation.Tanh:
                var a = ElementaryFunctions.Tanh(z);
                var slope = Math.FusedMultiplyAdd(-a, a, 1);
                return (a, slope, -2 * a * slope);
            case Activation.Relu:
                return z > 0 ? (z, 1, 0) : (0 * z, 0, 0);
            case Activation.Identity:
                return (z, 1, 0);
        }

        var e = ElementaryFunctions.Exp(-Math.Abs(z));
        var (large, small) = (1 / (1 + e), e / (1 + e));
        var (s, other) = z >= 0 ? (large, small) : (small, large);
        return activation == Activation.Sigmoid
            ? (s, s * other, s * other * (other - s))
            : (Math.Max(z, 0) + LogOnePlus(e), s, s * other);
    }

    private void Backward(int l, int m, ReadOnlySpan<double> weightsAbove)
    {
        var units = _network.Sizes[m];
        var width = _network.Sizes[l];
        var curvature = _curvatures[l, m];
        curvature.AsSpan().Clear();
        var factors = _column.AsSpan(0, _network.Sizes[l + 1]);
        for (var k = 0; k < width; k++)
        {
            for (var r = 0; r < factors.Length; r++)
                factors[r] = weightsAbove[(r * width) + k] * _slopes[l][k];
            VectorOperations.AddCombination(factors, _curvatures[l + 1, m], curvature.AsSpan(k * units, units));
        }

        for (var k = 0; k < width; k++)
        {
            var bend = _bends[l][k] * _pulls[l][k];
            if (l == m)
                curvature[(k * units) + k] += bend;
            else
                VectorOperations.AddScaled(bend, _jacobians[l, m].AsSpan(k * units, units), curvature.AsSpan(k * units, units));
        }
    }
}
