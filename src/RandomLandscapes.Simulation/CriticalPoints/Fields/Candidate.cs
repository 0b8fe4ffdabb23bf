namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>A cube that, widened, is proved to hold exactly one zero, and about where it is.</summary>
/// <param name="centre">Of the cube, t.</param>
/// <param name="halfSide">Of the widened cube, in x, rounded down.</param>
/// <param name="guess">t.</param>
internal sealed class Candidate(double[] centre, double halfSide, double[] guess)
{
    /// <summary>Where the zero is thought to be, t; refined in place.</summary>
    public double[] Guess { get; } = guess;

    /// <summary>Whether a cube about the guess lies in the widened cube, so that a zero in it is the one proved there.</summary>
    /// <param name="radius">Half the side of the cube, in x.</param>
    /// <param name="unit">U.</param>
    /// <param name="periodic">Whether t counts modulo 1.</param>
    public bool Holds(double radius, double unit, bool periodic)
    {
        for (var i = 0; i < centre.Length; i++)
        {
            var distance = Guess[i] - centre[i];
            if (periodic)
                distance -= Math.Round(distance);
            if (!((unit * Math.Abs(distance) * (1 + 1e-12)) + radius < halfSide))
                return false;
        }

        return true;
    }

    /// <summary>The same of the field's zero that a translation gives.</summary>
    /// <param name="shift">By how much each coordinate moves, t; dyadic.</param>
    public Candidate Moved(Func<int, double> shift) => new([.. centre.Select((t, i) => t + shift(i))], halfSide, [.. Guess.Select((t, i) => t + shift(i))]);
}
