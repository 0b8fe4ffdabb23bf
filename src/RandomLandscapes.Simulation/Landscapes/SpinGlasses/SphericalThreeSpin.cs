using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Simulation.Landscapes.SpinGlasses;

/// <summary>One sample of the spherical pure 3-spin Hamiltonian.</summary>
/// <remarks>
/// <para>H(sigma) = N^-1 sum J_ijk sigma_i sigma_j sigma_k on |sigma|^2 = N, all N^3 couplings independent standard normal, not
/// symmetrised. On the unit sphere x = sigma / sqrt N: f(x) = T x^3 with T the symmetrised couplings, H = sqrt(N) f, energy per spin
/// H / N = f / sqrt(N).</para>
/// <para>Source: Auffinger, Ben Arous, Cerny, CPAM 66 (2013) 165, equation (1.1).</para>
/// </remarks>
public sealed class SphericalThreeSpin
{
    private readonly double[] _tensor;

    /// <summary>Prepares an empty sample.</summary>
    /// <param name="spinCount">N, 2 to 24.</param>
    public SphericalThreeSpin(int spinCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spinCount, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spinCount, 24);
        SpinCount = spinCount;
        _tensor = new double[spinCount * spinCount * spinCount];
    }

    /// <summary>The number of spins N; the sphere has dimension N - 1.</summary>
    public int SpinCount { get; }

    /// <summary>The symmetric tensor T_ijk at (i N + j) N + k.</summary>
    public ReadOnlySpan<double> Tensor => _tensor;

    /// <summary>Draws new couplings.</summary>
    /// <param name="stream">The stream of this sample; advanced by N^3 normal deviates.</param>
    public void Draw(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.FillNormal(_tensor);
        Symmetrise();
    }

    /// <summary>Takes given couplings.</summary>
    /// <param name="couplings">J_ijk at (i N + j) N + k, N^3 finite numbers.</param>
    /// <exception cref="ArgumentException">The length is not N^3 or a number is not finite.</exception>
    public void SetCouplings(ReadOnlySpan<double> couplings)
    {
        if (couplings.Length != _tensor.Length)
            throw new ArgumentException($"Expected {_tensor.Length} couplings, was {couplings.Length}.", nameof(couplings));
        foreach (var j in couplings)
        {
            if (!double.IsFinite(j))
                throw new ArgumentException($"Expected finite couplings, was {j}.", nameof(couplings));
        }

        couplings.CopyTo(_tensor);
        Symmetrise();
    }

    /// <summary>Contracts once: (T x)_ij = sum_k T_ijk x_k, from which value, gradient and Hessian follow.</summary>
    /// <param name="x">N coordinates.</param>
    /// <param name="contraction">N x N, row-major; fully overwritten.</param>
    public void Contract(ReadOnlySpan<double> x, Span<double> contraction)
    {
        var n = SpinCount;
        for (var row = 0; row < n * n; row++)
        {
            var sum = 0.0;
            for (var k = 0; k < n; k++)
                sum = Math.FusedMultiplyAdd(_tensor[(row * n) + k], x[k], sum);
            contraction[row] = sum;
        }
    }

    /// <summary>Computes f(x) and the Riemannian gradient 3 (T x^2 - f x) at a point of the unit sphere.</summary>
    /// <param name="x">N coordinates, length 1; not checked.</param>
    /// <param name="contraction">T x from <see cref="Contract"/>.</param>
    /// <param name="gradient">N entries; fully overwritten.</param>
    /// <returns>f(x) = T x^3.</returns>
    public double ValueAndGradient(ReadOnlySpan<double> x, ReadOnlySpan<double> contraction, Span<double> gradient)
    {
        var n = SpinCount;
        var value = 0.0;
        for (var i = 0; i < n; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < n; j++)
                sum = Math.FusedMultiplyAdd(contraction[(i * n) + j], x[j], sum);
            gradient[i] = sum;
            value = Math.FusedMultiplyAdd(sum, x[i], value);
        }

        for (var i = 0; i < n; i++)
            gradient[i] = 3 * (gradient[i] - (value * x[i]));
        return value;
    }

    /// <summary>Computes the Riemannian Hessian P (6 T x - 3 f I) P in an orthonormal basis of the tangent space.</summary>
    /// <remarks>The basis is columns 1..N-1 of the Householder reflection that takes x to the first axis.</remarks>
    /// <param name="x">N coordinates, length 1; not checked.</param>
    /// <param name="contraction">T x from <see cref="Contract"/>; destroyed.</param>
    /// <param name="value">f(x).</param>
    /// <param name="hessian">(N-1) x (N-1), row-major; fully overwritten, exactly symmetric.</param>
    public void TangentHessian(ReadOnlySpan<double> x, Span<double> contraction, double value, Span<double> hessian)
    {
        var n = SpinCount;
        Span<double> reflector = stackalloc double[n];
        Span<double> product = stackalloc double[n];
        // v = x + sign(x_0) e_0, so the sum never cancels; H = I - v v^T / (1 + |x_0|).
        x.CopyTo(reflector);
        reflector[0] += Math.CopySign(1, x[0]);
        var scale = 1 / (1 + Math.Abs(x[0]));
        var quadratic = 0.0;
        for (var i = 0; i < n; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < n; j++)
                sum = Math.FusedMultiplyAdd(contraction[(i * n) + j], reflector[j], sum);
            product[i] = sum * scale;
            quadratic = Math.FusedMultiplyAdd(product[i], reflector[i], quadratic);
        }

        for (var i = 0; i < n; i++)
            product[i] -= 0.5 * scale * quadratic * reflector[i];
        for (var i = 1; i < n; i++)
        {
            for (var j = 1; j <= i; j++)
            {
                var reflected = contraction[(i * n) + j] - (reflector[i] * product[j]) - (product[i] * reflector[j]);
                var entry = (6 * reflected) - (i == j ? 3 * value : 0);
                hessian[((i - 1) * (n - 1)) + j - 1] = entry;
                hessian[((j - 1) * (n - 1)) + i - 1] = entry;
            }
        }
    }

    private void Symmetrise()
    {
        var n = SpinCount;
        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++)
            {
                for (var k = j; k < n; k++)
                {
                    var mean = (_tensor[At(i, j, k)] + _tensor[At(i, k, j)] + _tensor[At(j, i, k)]
                        + _tensor[At(j, k, i)] + _tensor[At(k, i, j)] + _tensor[At(k, j, i)]) / 6;
                    _tensor[At(i, j, k)] = _tensor[At(i, k, j)] = _tensor[At(j, i, k)] = mean;
                    _tensor[At(j, k, i)] = _tensor[At(k, i, j)] = _tensor[At(k, j, i)] = mean;
                }
            }
        }

        int At(int i, int j, int k) => (((i * n) + j) * n) + k;
    }
}
