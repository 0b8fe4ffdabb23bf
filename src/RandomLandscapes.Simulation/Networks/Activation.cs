namespace RandomLandscapes.Simulation.Networks;

/// <summary>What a unit does with its pre-activation z.</summary>
public enum Activation
{
    /// <summary>z.</summary>
    Identity,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>1 / (1 + e^-z).</summary>
    Sigmoid,

    /// <summary>max(0, z); the derivative at 0 is taken as 0.</summary>
    Relu,

    /// <summary>ln(1 + e^z).</summary>
    Softplus,
}
