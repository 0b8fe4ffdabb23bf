using System.Globalization;
using RandomLandscapes.Numerics.Randomness;

namespace RandomLandscapes.Tests.Numerics.Randomness;

public sealed class Philox4x32Tests
{
    [Fact]
    public void Published_vectors_are_reproduced()
    {
        var rows = ReferenceFile.Rows("philox4x32-kat.csv", hasHeader: false).ToList();
        Assert.Equal(6, rows.Count);
        foreach (var row in rows)
        {
            var words = row.Skip(2).Select(w => uint.Parse(w, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            var actual = Philox4x32.Encrypt(
                new CounterBlock(words[0], words[1], words[2], words[3]), words[4] | ((ulong)words[5] << 32), int.Parse(row[1], CultureInfo.InvariantCulture));
            Assert.Equal(new CounterBlock(words[6], words[7], words[8], words[9]), actual);
        }
    }
}
