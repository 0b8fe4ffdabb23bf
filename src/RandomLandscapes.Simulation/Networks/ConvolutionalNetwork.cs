using System.Globalization;
using RandomLandscapes.Simulation.Networks.Graphs;

namespace RandomLandscapes.Simulation.Networks;

/// <summary>Builds a convolutional classifier layer by layer: each method appends one layer to the network so far.</summary>
/// <remarks>
/// <para>Maps are stored channel by channel, each row-major; flattened in the same order. Filters are K[out][in][row][column], followed by their bias; convolution is cross-correlation, without padding and with stride 1:
/// y[o, r, c] = b_o + sum K[o, i, u, v] x[i, r + u, c + v].</para>
/// <para>Pooling windows that do not fit at the lower and right edge are left out.</para>
/// </remarks>
public sealed class ConvolutionalNetwork
{
    private readonly GraphBuilder _builder;
    private GraphNode _values;
    private int _layers;

    /// <summary>Begins with the image.</summary>
    /// <param name="channels">Channels, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    public ConvolutionalNetwork(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (Height, Width) = (height, width);
        _builder = new GraphBuilder(checked(channels * height * width));
        _values = _builder.Inputs with { Rows = channels, Positions = height * width };
    }

    /// <summary>Channels so far; after <see cref="Flatten"/> or <see cref="Dense"/> the units.</summary>
    public int Channels => _values.Rows;

    /// <summary>Rows of the maps so far.</summary>
    public int Height { get; private set; }

    /// <summary>Columns of the maps so far.</summary>
    public int Width { get; private set; }

    /// <summary>Surrounds every map with zeros.</summary>
    /// <param name="border">Their width, at least 0.</param>
    public ConvolutionalNetwork ZeroPad(int border)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(border);
        return Window(Height + (2 * border), Width + (2 * border), Channels, 1, (channel, row, column) =>
        {
            var (r, c) = (row - border, column - border);
            return r >= 0 && r < Height && c >= 0 && c < Width ? [Entry(channel, r, c)] : [];
        });
    }

    /// <summary>Cross-correlates with learnt filters.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="height">Rows of a filter, at most those of the maps.</param>
    /// <param name="width">Columns of a filter, at most those of the maps.</param>
    /// <exception cref="ArgumentException">The filter does not fit.</exception>
    public ConvolutionalNetwork Convolve(int filters, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        CheckWindow(height, width);
        var channels = Channels;
        // Patches as columns, so that a convolution is one affine map at all positions.
        Window(Height - height + 1, Width - width + 1, channels * height * width, 1, (patch, row, column) =>
        {
            var (channel, within) = Math.DivRem(patch, height * width);
            return [Entry(channel, row + (within / width), column + (within % width))];
        });
        _layers++;
        var weights = _builder.Weights(string.Create(CultureInfo.InvariantCulture, $"K{_layers}"), filters, channels * height * width);
        _values = _builder.Affine(_values, weights, _builder.Bias(string.Create(CultureInfo.InvariantCulture, $"b{_layers}"), filters));
        return this;
    }

    /// <summary>Applies an activation.</summary>
    /// <param name="activation">The activation.</param>
    public ConvolutionalNetwork Activate(Activation activation)
    {
        _values = _builder.Activate(_values, activation);
        return this;
    }

    /// <summary>Averages over windows side by side.</summary>
    /// <param name="size">Rows and columns of a window.</param>
    public ConvolutionalNetwork AveragePool(int size)
    {
        CheckWindow(size, size);
        return Window(Height / size, Width / size, Channels, 1.0 / (size * size), (channel, row, column) => Square(channel, size * row, size * column, size));
    }

    /// <summary>Takes the maximum over windows; of equal entries the first in row-major order wins.</summary>
    /// <param name="size">Rows and columns of a window.</param>
    /// <param name="stride">The distance of windows, at least 1.</param>
    public ConvolutionalNetwork MaximumPool(int size, int stride)
    {
        CheckWindow(size, size);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        var (height, width) = (((Height - size) / stride) + 1, ((Width - size) / stride) + 1);
        var candidates = Table(Channels, height, width, (channel, row, column) => Square(channel, stride * row, stride * column, size));
        _values = _builder.Maximum(_values, Channels, height * width, candidates);
        (Height, Width) = (height, width);
        return this;
    }

    /// <summary>Takes the maximum over groups of successive channels.</summary>
    /// <param name="pieces">Channels of a group; divides the channels.</param>
    /// <exception cref="ArgumentException">It does not divide.</exception>
    public ConvolutionalNetwork Maxout(int pieces)
    {
        if (pieces < 1 || Channels % pieces != 0)
            throw new ArgumentException($"Expected a divisor of the {Channels} channels, was {pieces}.", nameof(pieces));
        _values = _builder.Maxout(_values, pieces);
        return this;
    }

    /// <summary>Lists all numbers as units: channel by channel, row by row.</summary>
    public ConvolutionalNetwork Flatten()
    {
        _values = _values.Flatten();
        (Height, Width) = (1, 1);
        return this;
    }

    /// <summary>Flattens and applies a learnt affine map.</summary>
    /// <param name="units">Outputs, at least 1.</param>
    public ConvolutionalNetwork Dense(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Flatten();
        _layers++;
        var weights = _builder.Weights(string.Create(CultureInfo.InvariantCulture, $"W{_layers}"), units, Channels);
        _values = _builder.Affine(_values, weights, _builder.Bias(string.Create(CultureInfo.InvariantCulture, $"b{_layers}"), units));
        return this;
    }

    /// <summary>Ends with a loss against one label for each image.</summary>
    /// <param name="loss">The loss.</param>
    public NetworkGraph ToGraph(LossKind loss)
    {
        var outputs = _values.Flatten();
        _builder.LabelLoss(loss, outputs);
        return new NetworkGraph(_builder, outputs, targetCount: 1, outputs.Rows);
    }

    private int Entry(int channel, int row, int column) => (((channel * Height) + row) * Width) + column;

    private int[] Square(int channel, int top, int left, int size) =>
        [.. Enumerable.Range(0, size * size).Select(i => Entry(channel, top + (i / size), left + (i % size)))];

    private ConvolutionalNetwork Window(int height, int width, int rows, double weight, Func<int, int, int, int[]> sources)
    {
        _values = _builder.Gather(_values, rows, height * width, Table(rows, height, width, sources), weight);
        (Height, Width) = (height, width);
        return this;
    }

    private static int[][] Table(int rows, int height, int width, Func<int, int, int, int[]> entries) =>
        [.. Enumerable.Range(0, rows * height * width).Select(i => entries(i / (height * width), i / width % height, i % width))];

    private void CheckWindow(int height, int width)
    {
        if (height < 1 || width < 1 || height > Height || width > Width)
            throw new ArgumentException($"Expected a window from 1 x 1 to {Height} x {Width}, was {height} x {width}.");
    }
}
