namespace RandomLandscapes.Cli;

/// <summary>A mistake of the caller: the message is one clear line, the exit code 2.</summary>
public sealed class UsageException : Exception
{
    /// <summary>States the mistake.</summary>
    /// <param name="message">What, which value, what is allowed.</param>
    public UsageException(string message)
        : base(message)
    {
    }
}
