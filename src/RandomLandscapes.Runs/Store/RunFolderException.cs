namespace RandomLandscapes.Runs.Store;

/// <summary>A folder in which this run cannot be made: it belongs to something else, is in use, or cannot be written.</summary>
public sealed class RunFolderException : Exception
{
    /// <summary>States why.</summary>
    /// <param name="message">One line.</param>
    /// <param name="innerException">What the system said, if anything.</param>
    public RunFolderException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
