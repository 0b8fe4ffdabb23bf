using MathNet.Numerics.LinearAlgebra;
using RandomLandscapes.Simulation.CriticalPoints.Fields;
using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Tests.Simulation.Fields;

/// <summary>What tests of several censuses share.</summary>
internal static class FieldChecks
{
    /// <summary>Complete, certified, checked, and no index undecided.</summary>
    public static void AssertProved(FieldCensusResult result)
    {
        Assert.Empty(result.Reason);
        Assert.True(result.Complete && result.Certified && result.ChecksPassed);
        Assert.Equal(result.Points.Count, result.ByIndex.Sum());
    }

    /// <summary>Newton's method by the library's solver, which knows nothing of cubes; whether it arrived.</summary>
    public static bool Newton(IWaveField field, double[] x)
    {
        var d = field.Dimension;
        double[] gradient = new double[d], hessian = new double[d * d];
        for (var step = 0; step < 60; step++)
        {
            field.Evaluate(x, gradient, hessian);
            var move = Matrix<double>.Build.DenseOfRowMajor(d, d, hessian).Solve(Vector<double>.Build.DenseOfArray(gradient));
            for (var i = 0; i < d; i++)
                x[i] -= move[i];
            if (move.L2Norm() < 1e-12)
                return true;
        }

        return false;
    }
}
