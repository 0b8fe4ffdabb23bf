using RandomLandscapes.Simulation.Landscapes.GaussianFields;

namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>Collects the points of one field into a result.</summary>
internal sealed class FieldPoints(int dimension)
{
    private readonly List<FieldPoint> _points = [];
    private readonly long[] _byIndex = new long[dimension + 1];
    private readonly double[] _gradient = new double[dimension];
    private readonly double[] _hessian = new double[dimension * dimension];

    /// <summary>Adds an enclosure.</summary>
    /// <param name="field">The field without a confinement.</param>
    /// <param name="enclosure">With its centre in units.</param>
    /// <param name="unit">U.</param>
    /// <param name="confinement">mu.</param>
    public void Add(IWaveField field, Enclosure enclosure, double unit, double confinement = 0)
    {
        var x = Array.ConvertAll(enclosure.Centre, t => unit * t);
        var value = field.Evaluate(x, _gradient, _hessian) + (0.5 * confinement * x.Sum(c => c * c));
        // Of t into x, beyond what is proved of t.
        var rounding = 4 * 1.2e-16 * Math.Max(unit, x.Max(Math.Abs));
        _points.Add(new FieldPoint(value, enclosure.MorseIndex, x, enclosure.Radius + rounding, double.IsFinite(enclosure.Radius) && enclosure.MorseIndex >= 0));
        if (enclosure.MorseIndex >= 0)
            _byIndex[enclosure.MorseIndex]++;
    }

    /// <summary>Whether sum_(j at most k) (-1)^(k-j) (N_j - b_j) is never negative, and zero at the end; b_j = binomial(d, j) on the torus, 1, 0, 0, ... for a field that grows in all directions.</summary>
    public bool MorseInequalitiesHold(bool torus)
    {
        long sum = 0, betti = 1;
        for (var k = 0; k <= dimension; k++)
        {
            sum = _byIndex[k] - betti - sum;
            if (sum < 0)
                return false;
            betti = torus ? betti * (dimension - k) / (k + 1) : 0;
        }

        return sum == 0;
    }

    /// <summary>The result.</summary>
    /// <param name="cubes">How many were tested.</param>
    /// <param name="open">How many of them were left open.</param>
    /// <param name="undistinguished">Pairs that may be one point.</param>
    /// <param name="onTheBoundary">Points of which it is not proved on which side of the domain's boundary they are.</param>
    /// <param name="violation">What check failed; empty when none did.</param>
    public FieldCensusResult Result(long cubes, long open, int undistinguished, int onTheBoundary, string violation)
    {
        _points.Sort((a, b) => a.Value.CompareTo(b.Value));
        var undecided = _points.Count(p => p.MorseIndex < 0);
        var reasons = new List<string>();
        if (open > 0)
            reasons.Add($"{open} cubes of {cubes} were left open");
        if (undistinguished > 0)
            reasons.Add($"{undistinguished} points are not proved distinct");
        if (onTheBoundary > 0)
            reasons.Add($"{onTheBoundary} points are not told from points of the boundary");
        if (undecided > 0)
            reasons.Add($"{undecided} points have an undecided index");
        else if (violation.Length > 0)
            reasons.Add(violation);
        // A check that fails contradicts the proof, so there is none.
        var complete = open == 0 && undistinguished == 0 && onTheBoundary == 0 && violation.Length == 0;
        return new FieldCensusResult
        {
            Points = _points,
            ByIndex = _byIndex,
            EulerSum = _byIndex.Select((n, k) => k % 2 == 0 ? n : -n).Sum(),
            Complete = complete,
            Certified = complete && _points.TrueForAll(p => p.Certified),
            ChecksPassed = undecided == 0 && violation.Length == 0,
            Reason = string.Join("; ", reasons),
            Cubes = cubes,
        };
    }
}
