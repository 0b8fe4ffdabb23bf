using System.Numerics;

namespace RandomLandscapes.Simulation.CriticalPoints.Homotopy;

/// <summary>The bytes of one block of a census: its steps, the certificates of its paths, its real solutions.</summary>
internal static class BlockRecord
{
    public static byte[] Write(CensusWorker worker, long steps)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(steps);
        writer.Write(worker.Certificates.Count);
        foreach (var (path, c) in worker.Certificates)
        {
            writer.Write(path);
            writer.Write((byte)c.Status);
            foreach (var x in new[] { c.First.Real, c.First.Imaginary, c.FirstRadius, c.Second.Real, c.Second.Imaginary, c.SecondRadius, c.Residue.Real, c.Residue.Imaginary })
                writer.Write(x);
        }

        writer.Write(worker.Real.Count);
        foreach (var solution in worker.Real)
        {
            writer.Write(solution.Path);
            foreach (var x in solution.Position)
                writer.Write(x);
            writer.Write(solution.Multiplier);
            writer.Write(solution.Radius);
            writer.Write(solution.MorseIndex);
        }

        return bytes.ToArray();
    }

    /// <summary>Puts a block's contents where a worker leaves them.</summary>
    /// <returns>The steps of its paths; -1 when the bytes are not those of these paths.</returns>
    public static long Read(byte[] content, ReadOnlySpan<long> paths, int spinCount, CensusWorker worker)
    {
        using var reader = new BinaryReader(new MemoryStream(content));
        worker.Clear();
        try
        {
            var steps = reader.ReadInt64();
            if (reader.ReadInt32() != paths.Length)
                return -1;
            var wanted = paths.ToArray().ToHashSet();
            for (var i = 0; i < paths.Length; i++)
            {
                var path = reader.ReadInt64();
                var status = (ClassStatus)reader.ReadByte();
                worker.Certificates.Add((path, new ClassCertificate(status, Complex(reader), reader.ReadDouble(), Complex(reader), reader.ReadDouble(), Complex(reader))));
                if (!wanted.Remove(path) || status > ClassStatus.Real)
                    return -1;
            }

            var real = worker.Certificates.Where(c => c.Certificate.Status == ClassStatus.Real).Select(c => c.Path).ToHashSet();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var path = reader.ReadInt64();
                var position = Enumerable.Range(0, spinCount).Select(_ => reader.ReadDouble()).ToArray();
                var solution = new RealSolution(path, position, reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());
                if (!real.Remove(path) || solution.MorseIndex < -1 || solution.MorseIndex >= spinCount)
                    return -1;
                worker.Real.Add(solution);
            }

            return real.Count == 0 && reader.BaseStream.Position == content.Length ? steps : -1;
        }
        catch (EndOfStreamException)
        {
            return -1;
        }
    }

    private static Complex Complex(BinaryReader reader) => new(reader.ReadDouble(), reader.ReadDouble());
}
