namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>What a network is trained on, immutable: for every sample some inputs and some targets.</summary>
public sealed class NetworkSamples
{
    private readonly double[] _inputs;
    private readonly double[] _targets;

    /// <summary>Copies and checks the data.</summary>
    /// <param name="count">Samples, at least 1.</param>
    /// <param name="inputs">count x inputs, row-major, finite.</param>
    /// <param name="targets">count x targets, row-major: a class label counts as one target, from 0 on.</param>
    /// <param name="terms">The number that the sum of all loss terms is divided by; null for the samples.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite (the first one is named).</exception>
    public NetworkSamples(int count, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, long? terms = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(terms ?? 1, 1, nameof(terms));
        if (inputs.Length == 0 || inputs.Length % count != 0 || targets.Length == 0 || targets.Length % count != 0)
            throw new ArgumentException($"Expected positive multiples of {count} samples, was {inputs.Length} inputs and {targets.Length} targets.", nameof(inputs));
        Check(inputs, "input", nameof(inputs));
        Check(targets, "target", nameof(targets));
        (Count, InputCount, TargetCount, TermCount) = (count, inputs.Length / count, targets.Length / count, terms ?? count);
        (_inputs, _targets) = (inputs.ToArray(), targets.ToArray());

        void Check(ReadOnlySpan<double> numbers, string what, string name)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                if (!double.IsFinite(numbers[i]))
                    throw new ArgumentException($"Sample {i / (numbers.Length / count)}, {what} {i % (numbers.Length / count)}: expected a finite number, was {numbers[i]}.", name);
            }
        }
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>Inputs of each sample.</summary>
    public int InputCount { get; }

    /// <summary>Targets of each sample.</summary>
    public int TargetCount { get; }

    /// <summary>The number of loss terms that the mean goes over.</summary>
    public long TermCount { get; }

    /// <summary>The inputs of one sample.</summary>
    /// <param name="sample">From 0.</param>
    public ReadOnlySpan<double> Inputs(int sample) => _inputs.AsSpan(sample * InputCount, InputCount);

    /// <summary>The targets of one sample.</summary>
    /// <param name="sample">From 0.</param>
    public ReadOnlySpan<double> Targets(int sample) => _targets.AsSpan(sample * TargetCount, TargetCount);

    /// <summary>The images with their labels as targets.</summary>
    /// <param name="images">The images.</param>
    public static NetworkSamples Of(LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var inputs = new double[images.Count * images.PixelCount];
        var labels = new double[images.Count];
        for (var i = 0; i < images.Count; i++)
        {
            images.Image(i).CopyTo(inputs.AsSpan(i * images.PixelCount));
            labels[i] = images.Labels[i];
        }

        return new NetworkSamples(images.Count, inputs, labels);
    }

    /// <summary>The first samples as a set of their own; the mean goes over them.</summary>
    /// <param name="count">From 1 to <see cref="Count"/>.</param>
    public NetworkSamples First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new NetworkSamples(count, _inputs.AsSpan(0, count * InputCount), _targets.AsSpan(0, count * TargetCount), Math.Max(1, TermCount * count / Count));
    }
}
