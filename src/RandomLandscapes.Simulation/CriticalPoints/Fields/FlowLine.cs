namespace RandomLandscapes.Simulation.CriticalPoints.Fields;

/// <summary>One half of the stable or unstable curve of a saddle in the plane: the gradient line that leaves it on one side and ends at an extremum.</summary>
/// <param name="Saddle">Position of the saddle in the list of critical points.</param>
/// <param name="IsUphill">Whether the line ascends, to a maximum.</param>
/// <param name="End">Position of the extremum in that list, or -1 when the line reached none within the limit of steps.</param>
/// <param name="Turns">Of which periodic image of the extremum it is the end: displaced by so many periods in each direction.</param>
/// <param name="Path">Places from the saddle to the extremum, both included; unwrapped: not reduced modulo 2 pi.</param>
public sealed record FlowLine(int Saddle, bool IsUphill, int End, (int X, int Y) Turns, IReadOnlyList<(double X, double Y)> Path);
