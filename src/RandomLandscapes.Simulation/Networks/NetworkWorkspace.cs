using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>All buffers that the losses of one network need; one per thread, reused by every evaluation.</summary>
/// <remarks>What only the dense Hessian needs (8 P^2 bytes and two solvers of the same size) is allocated at its first use.</remarks>
public sealed class NetworkWorkspace
{
    private double[]? _matrix;
    private double[]? _eigenvalues;
    private SymmetricEigenvalues? _solver;
    private CholeskyFactorization? _factorization;
    private HessianAssembler? _assembler;

    /// <summary>Allocates the buffers of value, gradient and Hessian-vector product.</summary>
    /// <param name="network">The network; losses of any data set with this same network object may use the workspace.</param>
    public NetworkWorkspace(MultilayerPerceptron network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network = network;
        Values = Buffers();
        Deltas = Buffers();
        ValueChanges = Buffers();
        DeltaChanges = Buffers();
        var largest = 0;
        foreach (var size in network.Sizes)
            largest = Math.Max(largest, size);
        Zeros = new double[largest];

        double[][] Buffers()
        {
            var buffers = new double[network.LayerCount + 1][];
            for (var layer = 0; layer <= network.LayerCount; layer++)
                buffers[layer] = layer == 0 ? [] : new double[network.Sizes[layer] * SampleLanes.Width];
            return buffers;
        }
    }

    /// <summary>The network whose shape the buffers have.</summary>
    public MultilayerPerceptron Network { get; }

    /// <summary>a_l of a block of samples, for l = 1..L; the last is overwritten by the class probabilities.</summary>
    internal double[][] Values { get; }

    /// <summary>The derivative of the loss by z_l.</summary>
    internal double[][] Deltas { get; }

    /// <summary>Directional derivatives of <see cref="Values"/>.</summary>
    internal double[][] ValueChanges { get; }

    /// <summary>Directional derivatives of <see cref="Deltas"/>.</summary>
    internal double[][] DeltaChanges { get; }

    /// <summary>As many zeros as the widest layer.</summary>
    internal double[] Zeros { get; }

    /// <summary>Log-sum-exp of the outputs less the output of the label, sample by sample.</summary>
    internal double[] SampleLosses { get; } = new double[SampleLanes.Width];

    /// <summary>A dense P x P matrix.</summary>
    internal double[] Matrix => _matrix ??= new double[checked(Network.ParameterCount * Network.ParameterCount)];

    /// <summary>P eigenvalues.</summary>
    internal double[] Eigenvalues => _eigenvalues ??= new double[Network.ParameterCount];

    /// <summary>Eigenvalues of order P.</summary>
    internal SymmetricEigenvalues Solver => _solver ??= new SymmetricEigenvalues(Network.ParameterCount);

    /// <summary>Newton systems of order P.</summary>
    internal CholeskyFactorization Factorization => _factorization ??= new CholeskyFactorization(Network.ParameterCount);

    /// <summary>The sums of the exact Hessian.</summary>
    internal HessianAssembler Assembler => _assembler ??= new HessianAssembler(Network);
}
