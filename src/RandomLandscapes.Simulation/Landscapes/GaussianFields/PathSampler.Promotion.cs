using RandomLandscapes.Numerics.LinearAlgebra;

namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <content>What becomes of the families when a direction joins the span.</content>
public sealed partial class PathSampler
{
    // The families after direction q, the first one outside the old span, has joined it.
    private void Promote(ReadOnlySpan<double> reflection)
    {
        var q = Span - 1;
        var m = Dimension - q;
        var along = new double[_vectors.Count];
        var rest = new double[_vectors.Count * (m - 1)];
        for (var i = 0; i < _vectors.Count; i++)
        {
            var row = _vectorFamily.Deviates(i);
            VectorOperations.AddScaled(-2 * VectorOperations.Dot(row, reflection), reflection, row);
            along[i] = row[0];
            row[1..].CopyTo(rest.AsSpan(i * (m - 1)));
            _scalars.Add(_vectors[i].Along(q));
        }

        _scalarFamily.AppendIndependent(_vectorFamily, 1, along);
        var vectors = NewFamily(m - 1);
        if (m > 1)
            vectors.AppendIndependent(_vectorFamily, 1, rest);
        else
            _vectors = [];
        _vectorFamily = vectors;
        if (m > 1)
            PromoteTensors(reflection, q);
        if (m <= 2)
            (_tensors, _tensorFamily) = ([], NewFamily(Math.Max(1, m - 1)));
    }

    private void PromoteTensors(ReadOnlySpan<double> reflection, int q)
    {
        var m = reflection.Length;
        var left = m - 1;
        var unit = Math.Sqrt(2 * (1 - (1.0 / m)));
        var count = _tensors.Count;
        var (along, mixed, rest) = (new double[count], new double[count * left], new double[count * left * left]);
        var image = new double[m];
        for (var t = 0; t < count; t++)
        {
            var matrix = _tensorFamily.Deviates(t);
            for (var side = 0; side < 2; side++)
            {
                // Columns, then rows, by symmetry: R W R.
                for (var i = 0; i < m; i++)
                {
                    var row = matrix.Slice(i * m, m);
                    VectorOperations.AddScaled(-2 * VectorOperations.Dot(row, reflection), reflection, row);
                }

                Transpose(matrix, m);
            }

            along[t] = matrix[0] / unit;
            matrix[1..m].CopyTo(mixed.AsSpan(t * left));
            for (var i = 0; i < left; i++)
            {
                matrix.Slice(((i + 1) * m) + 1, left).CopyTo(rest.AsSpan(((t * left) + i) * left));
                rest[(((t * left) + i) * left) + i] += matrix[0] / left;
            }

            _scalars.Add(ScalarFunctional.Deviation(_tensors[t], q, Dimension));
            _vectors.Add(new VectorFunctional(_tensors[t], q));
        }

        _scalarFamily.AppendIndependent(_tensorFamily, unit, along);
        _vectorFamily.AppendIndependent(_tensorFamily, 1, mixed);
        var tensors = NewFamily(left * left);
        tensors.AppendIndependent(_tensorFamily, 1, rest);
        _tensorFamily = tensors;
    }

    private static void Transpose(Span<double> matrix, int m)
    {
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < i; j++)
                (matrix[(i * m) + j], matrix[(j * m) + i]) = (matrix[(j * m) + i], matrix[(i * m) + j]);
        }
    }
}
