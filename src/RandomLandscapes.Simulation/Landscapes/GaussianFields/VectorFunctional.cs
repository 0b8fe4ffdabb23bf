namespace RandomLandscapes.Simulation.Landscapes.GaussianFields;

/// <summary>One number for each direction p perpendicular to a path: the component f_p of the gradient or an entry f_ap of the Hessian. Different p are independent.</summary>
/// <param name="Point">The number of the point.</param>
/// <param name="Direction">a, or -1 for the gradient.</param>
internal readonly record struct VectorFunctional(int Point, int Direction)
{
    /// <summary>E X Y, X this functional at x and Y the other at y; formulas as in <see cref="ScalarFunctional"/>, with r_p = 0.</summary>
    public double Covariance(VectorFunctional other, PointPair pair)
    {
        var rho = pair.Rho;
        var r = pair.R;
        if (Direction < 0)
            return other.Direction < 0 ? -2 * rho[1] : 4 * rho[2] * r[other.Direction];
        if (other.Direction < 0)
            return -4 * rho[2] * r[Direction];
        return (8 * rho[3] * r[Direction] * r[other.Direction]) + (Direction == other.Direction ? 4 * rho[2] : 0);
    }

    /// <summary>What this becomes in a direction that joins the span.</summary>
    public ScalarFunctional Along(int direction) =>
        Direction < 0 ? ScalarFunctional.Gradient(Point, direction) : ScalarFunctional.Hessian(Point, Direction, direction);
}
