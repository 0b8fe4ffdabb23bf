using RandomLandscapes.Simulation.CriticalPoints.Searches;

namespace RandomLandscapes.Tests.Simulation.CriticalPoints;

/// <summary>Any formula as an objective, differentiated twice by propagation of second-order Taylor expansions: an independent route to gradients and Hessians.</summary>
internal sealed class JetObjective(int dimension, Func<Jet[], Jet> formula) : IObjective
{
    public int Dimension => dimension;

    public double Value(ReadOnlySpan<double> parameters) => Evaluate(parameters).Value;

    public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var jet = Evaluate(parameters);
        jet.Gradient.CopyTo(gradient);
        return jet.Value;
    }

    public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
    {
        var h = Evaluate(parameters).Hessian;
        for (var i = 0; i < dimension; i++)
        {
            product[i] = 0;
            for (var j = 0; j < dimension; j++)
                product[i] += h[(i * dimension) + j] * direction[j];
        }
    }

    public void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian) => Evaluate(parameters).Hessian.CopyTo(hessian);

    public IObjective Copy() => new JetObjective(dimension, formula);

    private Jet Evaluate(ReadOnlySpan<double> parameters)
    {
        var variables = new Jet[dimension];
        for (var i = 0; i < dimension; i++)
        {
            variables[i] = new Jet(parameters[i], new double[dimension], new double[dimension * dimension]);
            variables[i].Gradient[i] = 1;
        }

        return formula(variables);
    }
}
