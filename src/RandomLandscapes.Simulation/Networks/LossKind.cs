namespace RandomLandscapes.Simulation.Networks;

/// <summary>What a classifier's outputs o are held against; always the mean over samples.</summary>
public enum LossKind
{
    /// <summary>ln sum_k e^(o_k) - o_label.</summary>
    CrossEntropy,

    /// <summary>1/2 sum_k (o_k - t_k)^2, t one at the label and zero elsewhere, or given.</summary>
    SquaredError,

    /// <summary>sum over k other than the label of max(0, 1 + o_k - o_label) (J. Weston, C. Watkins 1999); at a kink the slope of that term is zero.</summary>
    Hinge,
}
