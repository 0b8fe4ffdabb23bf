using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RandomLandscapes.Numerics.LinearAlgebra;
using RandomLandscapes.Numerics.Randomness;
using RandomLandscapes.Tests.Numerics.LinearAlgebra;
using RandomLandscapes.Tests.Runs;

namespace RandomLandscapes.Tests.Cli;

[Collection(CliCollection.Name)]
public sealed class SpectrumTests : IDisposable
{
    private const string Types = "expected float32 or float64 (<f4, >f4, <f8, >f8).";
    private const string NoHeader = "expected rows of numbers, separated by commas, semicolons or blanks, without a header.";

    // Eigenvalues -1, 2, 5; every entry is a float32.
    private static readonly double[] Known = [2, 0, 3, 0, 2, 0, 3, 0, 2];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f8", 1, false)]
    [InlineData("<f8", 2, false)]
    [InlineData("<f8", 3, false)]
    [InlineData(">f8", 1, false)]
    [InlineData("<f4", 1, false)]
    [InlineData(">f4", 1, true)]
    [InlineData("=f8", 1, true)]
    [InlineData("<f8", 1, true)]
    public void Every_layout_of_npy_is_read(string type, byte version, bool columnsFirst)
    {
        var answer = Answer(Npy(Known, 3, type, version, columnsFirst), "--json");
        Assert.Equal(["quantity", "parameters", "method", "value", "source"], answer.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(("spectrum", "exact"), (answer.GetProperty("quantity").GetString(), answer.GetProperty("method").GetString()));
        Assert.Equal(1e-10, answer.GetProperty("parameters").GetProperty("zeroTolerance").GetDouble());
        Assert.NotEmpty(answer.GetProperty("source").GetString()!);
        var value = answer.GetProperty("value");
        Assert.Equal(["dimension", "negative", "undecided", "positive", "eigenvalues", "errorBound"], value.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal((3, 1, 0, 2), Counts(value));
        Assert.All(Eigenvalues(value).Zip([-1.0, 2, 5]), pair => Assert.Equal(pair.Second, pair.First, value.GetProperty("errorBound").GetDouble()));
    }

    [Theory] // the order of rows and columns of a matrix that is not symmetric shows in the message
    [InlineData(false, "(2, 1) and (1, 2) differ by 1")]
    [InlineData(true, "(2, 1) and (1, 2) differ by 1")]
    public void Asymmetric_matrices_are_refused(bool columnsFirst, string message)
    {
        double[] m = [1, 2, 3, 4];
        Refused(Npy(m, 2, columnsFirst: columnsFirst), $"entries {message}; expected a symmetric matrix, up to 1E-08 of its largest entry 4.");
        double[] huge = [0, 1e308, -1e308, 0];
        Refused(Npy(huge, 2), "entries (2, 1) and (1, 2) differ by Infinity; expected a symmetric matrix, up to 1E-08 of its largest entry 1E+308.");
    }

    [Fact] // rounding is symmetrised, and said; beyond 1e-8 of the largest entry it is refused
    public void Slight_asymmetry_is_said()
    {
        double[] m = [3, 1, 1 + 1e-9, 0];
        var path = Npy(m, 2);
        var result = Invocation.Succeed("spectrum", "--matrix", path, "--json");
        Assert.Equal([$"landscapes: note: mirrored entries of '{path}' differ by up to 1E-09; their means are used."], result.ErrorLines);
        var expected = PlainEigenvalues.OfSymmetric([3, 1, 1 + 0.5e-9, 0], 2);
        Assert.All(Eigenvalues(JsonDocument.Parse(result.Output).RootElement.GetProperty("value")).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 2e-15));
        m[2] = 1 + 4e-8;
        Refused(Npy(m, 2), "entries (2, 1) and (1, 2) differ by 4E-08; expected a symmetric matrix, up to 1E-08 of its largest entry 3.");
    }

    [Theory]
    [InlineData("2,0,3\n0,2,0\n3,0,2\n")]
    [InlineData("2;0;3\n0;2;0\n3;0;2")]
    [InlineData("  2.0e0 0 3\n\n0\t2 0\n3 0 +2 \r\n\n")]
    [InlineData("\uFEFF2, 0, 3\n0, 2, 0\n3, 0, 2\n")]
    public void Every_layout_of_csv_is_read(string text)
    {
        var value = Answer(Csv(text), "--json").GetProperty("value");
        Assert.Equal((3, 1, 0, 2), Counts(value));
    }

    [Theory]
    [InlineData("", "it is empty; expected a square matrix.")]
    [InlineData("\n \n", "it is empty; expected a square matrix.")]
    [InlineData("a,b\n1,2\n2,1\n", "line 1: 'a' is not a number; " + NoHeader)]
    [InlineData("# H\n1\n", "line 1: '#' is not a number; " + NoHeader)]
    [InlineData("1,2\n2,x\n", "line 2: 'x' is not a number; " + NoHeader)]
    [InlineData("1,2,\n2,1,\n", "line 1: '' is not a number; " + NoHeader)]
    [InlineData("1.5;2\n2;1,5\n", "line 2: '1,5' is not a number; " + NoHeader)]
    [InlineData("1,2\n2,1,0\n", "line 2 has 3 numbers, the first row 2; expected a square matrix.")]
    [InlineData("1,2\n", "it has 1 rows and 2 columns; expected a square matrix.")]
    [InlineData("1,2\n2,1\n1,1\n", "it has more than 2 rows of 2 numbers; expected a square matrix.")]
    [InlineData("1,nan\nnan,1\n", "row 1, column 2 is NaN; expected finite numbers.")]
    [InlineData("1,2\n2,-inf\n", "row 2, column 2 is -Infinity; expected finite numbers.")]
    [InlineData("1e308,1e308\n1e308,1e308\n", "its eigenvalues leave the range of double precision; expected smaller entries.")]
    [InlineData("1e400\n", "row 1, column 1 is Infinity; expected finite numbers.")]
    public void A_bad_csv_is_one_line(string text, string message) => Refused(Csv(text), message);

    [Fact]
    public void A_bad_npy_is_one_line()
    {
        Refused(Raw([]), "it is empty; expected a .npy file.");
        Refused(Raw("1,2\n2,1\n"u8.ToArray()), "it does not begin as a .npy file; expected the format of numpy.save.");
        var good = File.ReadAllBytes(Npy(Known, 3));
        Refused(Raw(good[..5]), "it does not begin as a .npy file; expected the format of numpy.save.");
        Refused(Raw(good[..9]), "it ends within its header; expected a whole file.");
        Refused(Raw(good[..40]), "it ends within its header; expected a whole file.");
        Refused(Raw(good[..^1]), "it ends after 8 of 3 x 3 numbers; expected a whole file.");
        Refused(Raw([.. good, 0]), "1 bytes follow its 3 x 3 numbers; expected one matrix and nothing else.");
        good[6] = 4;
        Refused(Raw(good), "it is of .npy version 4; expected version 1, 2 or 3.");
        Refused(Npy([double.NaN, 0, 0, 1], 2), "row 1, column 1 is NaN; expected finite numbers.");
        Refused(Npy([1, 0, 0, double.NegativeInfinity], 2, "<f4"), "row 2, column 2 is -Infinity; expected finite numbers.");
        Refused(Header("{'descr': '<i8', 'fortran_order': False, 'shape': (3, 3), }"), $"its numbers are of type '<i8'; {Types}");
        Refused(Header("{'descr': '<c16', 'fortran_order': False, 'shape': (3, 3), }"), $"its numbers are of type '<c16'; {Types}");
        Refused(Header("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (3, 3), }"), $"its numbers are of a compound type; {Types}");
        Refused(Header("{'fortran_order': False, 'shape': (3, 3), }"), "its header has no 'descr'; expected the format of numpy.save.");
        Refused(Header("{'descr': '<f8', 'shape': (3, 3), }"), "its header has no 'fortran_order'; expected the format of numpy.save.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, }"), "its header has no 'shape'; expected the format of numpy.save.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, 'shape': (9,), }"), "it has 1 dimensions; expected a square matrix.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, 'shape': (), }"), "it has 0 dimensions; expected a square matrix.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3, 3), }"), "it has 3 dimensions; expected a square matrix.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }"), "it has 2 rows and 3 columns; expected a square matrix.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 0), }"), "it is empty; expected a square matrix.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, 'shape': (50000, 50000), }"), "it is of order 50000; expected at most 40000.");
        Refused(Header("{'descr': '<f8', 'fortran_order': False, 'shape': (30000, 30000), }"), "it ends after 0 of 30000 x 30000 numbers; expected a whole file.");
    }

    [Theory]
    [InlineData("--matrix is missing; expected a .npy or .csv file.")]
    [InlineData("--matrix: value '' is not allowed; expected a path.", "--matrix", "")]
    [InlineData("--matrix: value 'none.npy' is not allowed; expected a file that exists.", "--matrix", "none.npy")]
    [InlineData("--matrix: value 'H.mat' is not allowed; expected a file that ends in .npy or .csv.", "--matrix", "H.mat")]
    [InlineData("--zero-tolerance: value '-1' is not allowed; expected a number from 0 to below 1.", "--matrix", "H.npy", "--zero-tolerance", "-1")]
    [InlineData("--zero-tolerance: value '1' is not allowed; expected a number from 0 to below 1.", "--matrix", "H.npy", "--zero-tolerance", "1")]
    [InlineData("--zero-tolerance: value 'NaN' is not allowed; expected a number from 0 to below 1.", "--matrix", "H.npy", "--zero-tolerance", "NaN")]
    [InlineData("--vectors: value 'H.npy' is not allowed; expected another file than that of --matrix.", "--matrix", "H.npy", "--vectors", "H.npy")]
    [InlineData("--vectors: value 'v.csv' is not allowed; expected a file that ends in .npy.", "--matrix", "H.npy", "--vectors", "v.csv")]
    [InlineData("--fit: value 'poisson' is not allowed; expected some of goe, marchenko-pastur, wishart-wigner, each once, separated by commas.", "--matrix", "H.npy", "--fit", "poisson")]
    [InlineData("--fit: value 'goe,goe' is not allowed; expected some of goe, marchenko-pastur, wishart-wigner, each once, separated by commas.", "--matrix", "H.npy", "--fit", "goe,goe")]
    [InlineData("--fit: value '' is not allowed; expected some of goe, marchenko-pastur, wishart-wigner, each once, separated by commas.", "--matrix", "H.npy", "--fit", "")]
    [InlineData("--samples: value '9' is not allowed; expected --fit beside it.", "--matrix", "H.npy", "--samples", "9")]
    [InlineData("--samples: value '0' is not allowed; expected an integer from 1 to 1000000.", "--matrix", "H.npy", "--fit", "goe", "--samples", "0")]
    [InlineData("--seed: value 'x' is not allowed; expected an integer from 0 to 18446744073709551615.", "--matrix", "H.npy", "--fit", "goe", "--seed", "x")]
    public void An_impossible_request_is_one_line(string message, params string[] args) => Invocation.Refused(message, ["spectrum", .. args]);

    [Fact] // eigenvalues 0, 1e-11 and 1: the tolerance decides, both ends included
    public void The_zero_tolerance_decides_what_is_undecided()
    {
        var path = Csv("0,0,0\n0,1e-11,0\n0,0,-1\n");
        Assert.Equal((3, 1, 2, 0), Counts(Answer(path, "--json").GetProperty("value")));
        Assert.Equal((3, 1, 1, 1), Counts(Answer(path, "--json", "--zero-tolerance", "0").GetProperty("value")));
        Assert.Equal((3, 1, 2, 0), Counts(Answer(path, "--json", "--zero-tolerance", "1e-11").GetProperty("value")));
        Assert.Equal((3, 1, 1, 1), Counts(Answer(path, "--json", "--zero-tolerance", "0.9e-11").GetProperty("value")));
        var notes = Invocation.Succeed("spectrum", "--matrix", path, "--zero-tolerance", "1e-16").ErrorLines;
        Assert.Equal(["landscapes: note: the zero tolerance 1E-16 is below the error bound 3.55E-15 of the eigenvalues."], notes);
        Assert.Equal((2, 0, 2, 0), Counts(Answer(Csv("0,0\n0,0\n"), "--json").GetProperty("value")));
    }

    [Fact]
    public void Without_json_there_is_a_table()
    {
        var path = Npy(Known, 3);
        var lines = Invocation.Succeed("spectrum", "--matrix", path).Output.Split('\n');
        Assert.Equal($"spectrum (matrix {path}, zeroTolerance 1E-10), exact", lines[0]);
        Assert.Equal(["dimension    3", "negative     1", "undecided    0", "positive     2"], lines[1..5]);
        Assert.StartsWith("source: ", lines[^2], StringComparison.Ordinal);
        var diagonal = string.Join('\n', Enumerable.Range(0, 12).Select(i => string.Join(',', Enumerable.Range(0, 12).Select(j => i == j ? i + 1 : 0))));
        var shown = Invocation.Succeed("spectrum", "--matrix", Csv(diagonal)).Output.Split('\n')[6..17];
        Assert.Equal(["0", "1", "2", "3", "4", "...", "7", "8", "9", "10", "11"], shown.Select(l => l.Trim().Split(' ')[0]), StringComparer.Ordinal);
    }

    [Theory] // to the bit, eigenvalues and vectors
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Answers_do_not_depend_on_the_instruction_set(string variable)
    {
        const int n = 37;
        var path = Npy(RandomSymmetric.Draw(new RandomStream(new StreamKey(20_260_352)), n), n);
        string here = _folder["here.npy"], there = _folder["there.npy"];
        var expected = Invocation.Succeed("spectrum", "--matrix", path, "--vectors", here, "--json");
        Assert.Equal(expected, ChildProcess.Run(_folder.FullPath, [(variable, "0")], ["spectrum", "--matrix", path, "--vectors", there, "--json"]));
        Assert.Equal(File.ReadAllBytes(here), File.ReadAllBytes(there));
        Assert.Equal(Invocation.Succeed("spectrum", "--matrix", path, "--json"), ChildProcess.Run(_folder.FullPath, [(variable, "0")], ["spectrum", "--matrix", path, "--json"]));
    }

    [Fact] // subnormal entries: scaled as far as exponents go, counted right, bounded by the spacing of subnormal numbers
    public void Subnormal_matrices_keep_their_signs()
    {
        const int n = 12;
        var integers = RandomSymmetric.Draw(new RandomStream(new StreamKey(20_260_352)), n).Select(x => Math.Round(10 * x)).ToArray();
        var expected = Answer(Npy(integers, n), "--json").GetProperty("value");
        var target = _folder["tiny.npy"];
        foreach (var options in new string[][] { ["--json"], ["--json", "--vectors", target] })
        {
            var tiny = Answer(Npy([.. integers.Select(x => x * double.Epsilon)], n), options).GetProperty("value");
            Assert.Equal(expected.GetProperty("negative").GetInt32(), tiny.GetProperty("negative").GetInt32());
            Assert.Equal(double.Epsilon, tiny.GetProperty("errorBound").GetDouble());
            Assert.All(Eigenvalues(expected).Zip(Eigenvalues(tiny)), pair => Assert.Equal(pair.First, pair.Second / double.Epsilon, 1.0));
        }
    }

    [Fact] // the written columns are unit vectors with M v = l v; what numpy.load would return as v[:, i] is contiguous
    public void Vectors_are_written_as_columns()
    {
        const int n = 20;
        var m = RandomSymmetric.Draw(new RandomStream(new StreamKey(20_260_351)), n);
        var target = _folder["vectors.npy"];
        var eigenvalues = Eigenvalues(Answer(Npy(m, n), "--json", "--vectors", target).GetProperty("value"));
        var bytes = File.ReadAllBytes(target);
        var header = Encoding.ASCII.GetString(bytes, 10, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)));
        Assert.StartsWith("{'descr': '<f8', 'fortran_order': True, 'shape': (20, 20), }", header, StringComparison.Ordinal);
        Assert.Equal((0, '\n', bytes.Length - (8 * n * n)), ((10 + header.Length) % 64, header[^1], 10 + header.Length));
        for (var k = 0; k < n; k++)
        {
            var v = Enumerable.Range(0, n).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(10 + header.Length + (8 * ((k * n) + i))))).ToArray();
            Assert.Equal(1, v.Sum(x => x * x), 1e-13);
            for (var i = 0; i < n; i++)
                Assert.Equal(eigenvalues[k] * v[i], VectorOperations.Dot(m.AsSpan(i * n, n), v), 1e-13);
        }

        var missing = Path.Combine(_folder.FullPath, "none", "v.npy");
        var refused = Invocation.Run("spectrum", "--matrix", Npy(m, n), "--vectors", missing);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith($"landscapes: --vectors: file '{missing}' cannot be written: ", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }

    private static JsonElement Answer(string path, params string[] options) =>
        JsonDocument.Parse(Invocation.Succeed(["spectrum", "--matrix", path, .. options]).Output).RootElement;

    private static (int Dimension, int Negative, int Undecided, int Positive) Counts(JsonElement value) =>
        (value.GetProperty("dimension").GetInt32(), value.GetProperty("negative").GetInt32(), value.GetProperty("undecided").GetInt32(), value.GetProperty("positive").GetInt32());

    private static double[] Eigenvalues(JsonElement value) => [.. value.GetProperty("eigenvalues").EnumerateArray().Select(e => e.GetDouble())];

    private static void Refused(string path, string message) => Invocation.Refused($"--matrix: file '{path}': {message}", "spectrum", "--matrix", path, "--json");

    private string Csv(string text)
    {
        File.WriteAllText(_folder["H.csv"], text);
        return _folder["H.csv"];
    }

    private string Raw(byte[] bytes)
    {
        File.WriteAllBytes(_folder["H.npy"], bytes);
        return _folder["H.npy"];
    }

    private string Header(string header, byte version = 1)
    {
        var length = header.Length + 1;
        byte[] size = version == 1 ? [(byte)length, (byte)(length >> 8)] : [(byte)length, (byte)(length >> 8), 0, 0];
        return Raw([0x93, .. "NUMPY"u8, version, 0, .. size, .. Encoding.ASCII.GetBytes(header + "\n")]);
    }

    private string Npy(double[] m, int n, string type = "<f8", byte version = 1, bool columnsFirst = false)
    {
        var path = Header(string.Create(CultureInfo.InvariantCulture, $"{{'descr': '{type}', 'fortran_order': {columnsFirst}, 'shape': ({n}, {n}), }}"), version);
        using var file = new FileStream(path, FileMode.Append);
        Span<byte> bytes = stackalloc byte[8];
        for (var i = 0; i < m.Length; i++)
        {
            var x = columnsFirst ? m[(i % n * n) + (i / n)] : m[i];
            switch (type)
            {
                case ">f8": BinaryPrimitives.WriteDoubleBigEndian(bytes, x); break;
                case "<f4": BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)x); break;
                case ">f4": BinaryPrimitives.WriteSingleBigEndian(bytes, (float)x); break;
                default: BinaryPrimitives.WriteDoubleLittleEndian(bytes, x); break;
            }

            file.Write(bytes[..(type[2] - '0')]);
        }

        return path;
    }
}
