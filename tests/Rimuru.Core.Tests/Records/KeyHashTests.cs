using System.Security.Cryptography;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Records;

public sealed class KeyHashTests
{
    [Fact]
    public void It_is_the_hash_that_the_system_makes_at_every_length()
    {
        Random random = new(1);
        byte[] hash = new byte[KeyHash.Size];
        for (int length = 0; length < 400; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            KeyHash.Of(bytes, hash);
            hash.ShouldBe(SHA256.HashData(bytes));
        }
    }
}
