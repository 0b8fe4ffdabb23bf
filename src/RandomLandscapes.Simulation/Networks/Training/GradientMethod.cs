namespace RandomLandscapes.Simulation.Networks.Training;

/// <summary>How a step of a first-order training follows from the gradient g of the full set or of a batch; eta is the learning rate.</summary>
public enum GradientMethod
{
    /// <summary>theta -= eta g.</summary>
    Descent,

    /// <summary>v = mu v - eta g, theta += v. Source: B. T. Polyak, USSR Comput. Math. Math. Phys. 4 (1964) 1 (heavy ball).</summary>
    Momentum,

    /// <summary>s = rho s + (1 - rho) g^2, theta -= eta g / (sqrt(s) + eps). Source: T. Tieleman, G. Hinton, lecture 6.5, 2012.</summary>
    RmsProp,

    /// <summary>Means m and s of g and g^2 with decays mu and rho, divided by 1 - mu^t and 1 - rho^t, theta -= eta m / (sqrt(s) + eps). Source: D. P. Kingma, J. Ba, ICLR 2015, algorithm 1.</summary>
    Adam,
}
