using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Networks;

/// <content>Second derivatives by two routes: products with a vector, and the dense matrix.</content>
public sealed partial class NetworkLoss
{
    /// <summary>Computes the Hessian times a vector, without forming the Hessian.</summary>
    /// <remarks>
    /// The directional derivative of the gradient, forward over reverse. Source: B. A. Pearlmutter, Neural Computation 6 (1994) 147,
    /// section 4. It shares only the linear maps with the gradient and nothing with <see cref="Hessian"/>. Cost: about two gradients.
    /// </remarks>
    /// <param name="parameters">P numbers.</param>
    /// <param name="direction">P numbers.</param>
    /// <param name="destination">P numbers, overwritten.</param>
    /// <param name="workspace">Of the same network.</param>
    public void HessianVectorProduct(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> destination, NetworkWorkspace workspace)
    {
        Check(parameters, workspace);
        Network.CheckLength(direction, nameof(direction));
        Network.CheckLength(destination, nameof(destination));
        destination.Clear();
        for (var block = 0; block < BlockCount; block++)
        {
            Forward(block, parameters, workspace);
            ForwardChanges(block, parameters, direction, workspace);
            _ = Softmax(block, workspace);
            OutputChanges(workspace);
            for (var layer = Network.LayerCount; layer >= 1; layer--)
            {
                var delta = workspace.Deltas[layer];
                var change = workspace.DeltaChanges[layer];
                var weights = destination[Network.WeightOffset(layer)..Network.BiasOffset(layer)];
                SampleLanes.AddOuterProducts(change, Input(block, layer, workspace), weights);
                SampleLanes.AddSamples(change, destination.Slice(Network.BiasOffset(layer), Network.Sizes[layer]));
                if (layer == 1)
                    break;
                SampleLanes.AddOuterProducts(delta, workspace.ValueChanges[layer - 1], weights);

                var width = Network.Sizes[layer - 1];
                var below = workspace.Deltas[layer - 1];
                var belowChange = workspace.DeltaChanges[layer - 1];
                SampleLanes.Map(parameters[Network.WeightOffset(layer)..], 1, width, workspace.Zeros, delta, below);
                SampleLanes.Map(direction[Network.WeightOffset(layer)..], 1, width, workspace.Zeros, delta, belowChange);
                SampleLanes.Map(parameters[Network.WeightOffset(layer)..], 1, width, default, change, belowChange);
                // delta = f' g with f' = 1 - a^2, so its change is f' g-change - 2 a a-change g.
                MultiplyByTanhDerivative(workspace.Values[layer - 1], belowChange);
                var a = Lanes(workspace.Values[layer - 1]);
                var aChange = Lanes(workspace.ValueChanges[layer - 1]);
                var g = Lanes(below);
                var d = Lanes(belowChange);
                for (var i = 0; i < d.Length; i++)
                    d[i] = Vector512.FusedMultiplyAdd(Vector512.Create(-2.0) * a[i] * aChange[i], g[i], d[i]);
                MultiplyByTanhDerivative(workspace.Values[layer - 1], below);
            }
        }

        VectorOperations.AddScaled(L2, direction, destination);
    }

    /// <summary>Computes the exact dense Hessian.</summary>
    /// <remarks>Not by P products: see <see cref="HessianAssembler"/> for the form that is used.</remarks>
    /// <param name="parameters">P numbers.</param>
    /// <param name="destination">P x P, row-major, overwritten; symmetric to the bit.</param>
    /// <param name="workspace">Of the same network.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Hessian(ReadOnlySpan<double> parameters, Span<double> destination, NetworkWorkspace workspace)
    {
        Check(parameters, workspace);
        if (destination.Length != (long)Dimension * Dimension)
            throw new ArgumentException($"Expected {Dimension} x {Dimension} numbers, was {destination.Length}.", nameof(destination));
        workspace.Assembler.Compute(Data, parameters, destination);
        for (var i = 0; i < Dimension; i++)
            destination[(i * Dimension) + i] += L2;
    }

    private void ForwardChanges(int block, ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, NetworkWorkspace workspace)
    {
        for (var layer = 1; layer <= Network.LayerCount; layer++)
        {
            var width = Network.Sizes[layer - 1];
            var changes = workspace.ValueChanges[layer];
            var biases = direction.Slice(Network.BiasOffset(layer), Network.Sizes[layer]);
            SampleLanes.Map(direction[Network.WeightOffset(layer)..], width, 1, biases, Input(block, layer, workspace), changes);
            if (layer > 1)
                SampleLanes.Map(parameters[Network.WeightOffset(layer)..], width, 1, default, workspace.ValueChanges[layer - 1], changes);
            if (layer < Network.LayerCount)
                MultiplyByTanhDerivative(workspace.Values[layer], changes);
        }
    }

    /// <summary>The change of (p - onehot) / N: p_k (o'_k - sum_j p_j o'_j) / N, zero for padding.</summary>
    private void OutputChanges(NetworkWorkspace workspace)
    {
        const int vectors = SampleLanes.Width / VectorOperations.Lanes;
        var probabilities = MemoryMarshal.Cast<double, Vector512<double>>(workspace.Values[^1]);
        var outputs = Lanes(workspace.ValueChanges[^1]);
        var changes = Lanes(workspace.DeltaChanges[^1]);
        var deltas = Lanes(workspace.Deltas[^1]);
        for (var v = 0; v < vectors; v++)
        {
            Vector512<double> mean = default, size = default;
            for (var k = 0; k < LabelledImages.ClassCount; k++)
            {
                mean = Vector512.FusedMultiplyAdd(probabilities[(k * vectors) + v], outputs[(k * vectors) + v], mean);
                size += Vector512.Abs(deltas[(k * vectors) + v]);
            }

            // Padding has deltas of exactly zero; a real sample with all deltas zero has p one-hot and a change of zero anyway.
            var weight = Vector512.Create(_weight) & Vector512.GreaterThan(size, Vector512<double>.Zero);
            for (var k = 0; k < LabelledImages.ClassCount; k++)
                changes[(k * vectors) + v] = probabilities[(k * vectors) + v] * (outputs[(k * vectors) + v] - mean) * weight;
        }
    }
}
