namespace Rimuru.Core.Records;

/// <summary>
/// A fast 64-bit hash (FNV-1a) that is the same in every process and on every machine, for comparing bytes of one file. Keys of
/// records are <see cref="RecordKey"/>s.
/// </summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static long Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Offset;
        foreach (byte b in bytes)
            hash = (hash ^ b) * Prime;
        return (long)hash;
    }

    public static long Of(string? text, long seed = 0)
    {
        ulong hash = Offset ^ (ulong)seed;
        foreach (char c in text ?? "")
            hash = (hash ^ c) * Prime;
        return (long)hash;
    }

    public static long Of(ReadOnlySpan<long> numbers, long seed = 0)
    {
        ulong hash = Offset ^ (ulong)seed;
        foreach (long n in numbers)
            hash = (hash ^ (ulong)n) * Prime;
        return (long)(hash ^ (hash >> 29));
    }
}
