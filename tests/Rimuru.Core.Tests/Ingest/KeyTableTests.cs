using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Ingest;

public sealed class KeyTableTests
{
    [Fact]
    public void It_knows_what_was_added_and_nothing_else()
    {
        Random random = new(1);
        Dictionary<RecordKey, long> expected = [];
        KeyTable table = new();
        table.TryGetValue(default, out _).ShouldBeFalse();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 5000; i++)
            {
                // Few low bits: keys that want the same place must not be taken for each other.
                RecordKey key = new((ulong)random.NextInt64(), (ulong)random.Next(8));
                if (expected.TryAdd(key, i))
                    table.Add(key, i);
            }

            foreach ((RecordKey key, long value) in expected)
            {
                table.TryGetValue(key, out long found).ShouldBeTrue();
                found.ShouldBe(value);
                table
                    .TryGetValue(new RecordKey(key.High + 1, key.Low), out _)
                    .ShouldBe(expected.ContainsKey(new RecordKey(key.High + 1, key.Low)));
            }

            table.Clear();
            table.TryGetValue(expected.Keys.First(), out _).ShouldBeFalse();
            expected.Clear();
        }
    }

    [Fact]
    public void The_key_of_zeros_is_a_key_like_any_other()
    {
        KeyTable table = new();
        table.Add(default, 7);
        table.TryGetValue(default, out long value).ShouldBeTrue();
        value.ShouldBe(7);
        table.TryGetValue(new RecordKey(0, 16), out _).ShouldBeFalse();
    }
}
