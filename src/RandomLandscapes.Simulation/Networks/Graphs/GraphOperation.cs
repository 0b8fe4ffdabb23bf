namespace RandomLandscapes.Simulation.Networks.Graphs;

/// <summary>One step of a network's computation on a block of samples, with its three derivatives. Immutable; all numbers are in the state.</summary>
/// <remarks>
/// <para>Write x for the vectors, dots for directional derivatives and bars for derivatives of the loss. The operation y = F(x, theta) does
/// y_dot = F'(x_dot, theta_dot), x_bar += F'^T y_bar, and the derivative of that: x_bar_dot += F'^T y_bar_dot + (F'^T)_dot y_bar.</para>
/// <para>Where y_bar is kept at zero the last is the product with the Gauss-Newton matrix: the Hessian's other part has y_bar in every term.</para>
/// <para>Source: B. A. Pearlmutter, Neural Computation 6 (1994) 147, section 4; forward over reverse in the words of automatic differentiation.</para>
/// </remarks>
internal abstract class GraphOperation
{
    /// <summary>One more than the last parameter that it uses; 0 if it uses none.</summary>
    public virtual int ParameterEnd => 0;

    public abstract void Forward(GraphState state);

    /// <summary>After <see cref="Forward"/>: in how many places of the samples the derivative jumps just there, so that a rule chose its side.</summary>
    public virtual long Ties(GraphState state) => 0;

    /// <summary>Overwrites y_dot, or says that it is zero.</summary>
    public abstract void ForwardChange(GraphState state);

    /// <summary>Adds to x_bar and to the gradient.</summary>
    public abstract void Reverse(GraphState state);

    /// <summary>Adds to x_bar_dot and to the product.</summary>
    public abstract void ReverseChange(GraphState state);
}
