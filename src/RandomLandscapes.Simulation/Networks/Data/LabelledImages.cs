namespace RandomLandscapes.Simulation.Networks.Data;

/// <summary>Grey images with class labels, immutable: inputs in [0, 1], labels 0 to 9.</summary>
/// <remarks>Row-major, one image per row. Digit sets have 64 pixels per image (8 x 8, pixel value / 16); other sizes are allowed.</remarks>
public sealed class LabelledImages
{
    /// <summary>The number of classes.</summary>
    public const int ClassCount = 10;

    private readonly double[] _inputs;
    private readonly int[] _labels;

    /// <summary>Copies and checks the data.</summary>
    /// <param name="inputs">Count x pixels, row-major, each in [0, 1].</param>
    /// <param name="labels">One label from 0 to 9 per image, at least one.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is out of range (the first one is named).</exception>
    public LabelledImages(ReadOnlySpan<double> inputs, ReadOnlySpan<int> labels)
    {
        if (labels.Length == 0 || inputs.Length == 0 || inputs.Length % labels.Length != 0)
            throw new ArgumentException($"Expected a positive multiple of the {labels.Length} labels as number of inputs, was {inputs.Length}.", nameof(inputs));
        PixelCount = inputs.Length / labels.Length;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!(inputs[i] >= 0 && inputs[i] <= 1))
                throw new ArgumentException($"Image {i / PixelCount}, pixel {i % PixelCount}: expected a number from 0 to 1, was {inputs[i]}.", nameof(inputs));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] is < 0 or >= ClassCount)
                throw new ArgumentException($"Image {i}: expected a label from 0 to {ClassCount - 1}, was {labels[i]}.", nameof(labels));
        }

        _inputs = inputs.ToArray();
        _labels = labels.ToArray();
    }

    /// <summary>The number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>The number of pixels of each image.</summary>
    public int PixelCount { get; }

    /// <summary>All labels.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The pixels of one image.</summary>
    /// <param name="image">Image number, from 0.</param>
    public ReadOnlySpan<double> Image(int image) => _inputs.AsSpan(image * PixelCount, PixelCount);

    /// <summary>The first images as a set of their own.</summary>
    /// <param name="count">From 1 to <see cref="Count"/>.</param>
    public LabelledImages First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return new LabelledImages(_inputs.AsSpan(0, count * PixelCount), _labels.AsSpan(0, count));
    }

    /// <summary>The images in fewer pixels: each new pixel is the mean of the old ones over its area, both square.</summary>
    /// <remarks>As Dauphin and others 2014 shrink 28 x 28 to 10 x 10; the total of a picture is kept up to the area's ratio.</remarks>
    /// <param name="side">The new side, from 1 to the old one.</param>
    /// <exception cref="ArgumentException">The images are not square or have a smaller side.</exception>
    public LabelledImages Shrink(int side)
    {
        var old = (int)Math.Sqrt(PixelCount);
        if (old * old != PixelCount || side < 1 || side > old)
            throw new ArgumentException($"Expected square images and a side from 1 to {old}, was {PixelCount} pixels and {side}.", nameof(side));
        // Share of old row r in new row i; the same for columns.
        var shares = new double[side, old];
        for (var i = 0; i < side; i++)
        {
            var (from, to) = ((double)i * old / side, (double)(i + 1) * old / side);
            for (var r = (int)from; r < Math.Min(old, Math.Ceiling(to)); r++)
                shares[i, r] = (Math.Min(to, r + 1) - Math.Max(from, r)) / (to - from);
        }

        var inputs = new double[Count * side * side];
        for (var image = 0; image < Count; image++)
        {
            var pixels = Image(image);
            for (var i = 0; i < side; i++)
            {
                for (var j = 0; j < side; j++)
                {
                    var sum = 0.0;
                    for (var r = 0; r < old; r++)
                    {
                        for (var c = 0; shares[i, r] > 0 && c < old; c++)
                            sum += shares[i, r] * shares[j, c] * pixels[(r * old) + c];
                    }

                    inputs[(((image * side) + i) * side) + j] = Math.Min(1, sum);
                }
            }
        }

        return new LabelledImages(inputs, _labels);
    }

    /// <summary>Counts the pixels that are zero in every image: the dead inputs of a network.</summary>
    public int CountDeadPixels()
    {
        var dead = 0;
        for (var pixel = 0; pixel < PixelCount; pixel++)
        {
            var used = false;
            for (var image = 0; image < Count && !used; image++)
                used = _inputs[(image * PixelCount) + pixel] != 0;
            dead += used ? 0 : 1;
        }

        return dead;
    }
}
