using System.Buffers.Binary;
using System.Numerics;

namespace Rimuru.Core.Records;

/// <summary>
/// SHA-256 of short texts, for keys and for the checksums of a new ledger's scripts. The system's library takes some microseconds per call,
/// mostly for its setup, and loading it takes a tenth of a warm start. A first read hashes one key per row.
/// </summary>
internal static class KeyHash
{
    public const int Size = 32;

    private const int BlockSize = 64;

    /// <summary>The number of bits is at the end of the last block.</summary>
    private const int LengthSize = 8;

    private static ReadOnlySpan<uint> Constants =>
        [
            0x428a2f98,
            0x71374491,
            0xb5c0fbcf,
            0xe9b5dba5,
            0x3956c25b,
            0x59f111f1,
            0x923f82a4,
            0xab1c5ed5,
            0xd807aa98,
            0x12835b01,
            0x243185be,
            0x550c7dc3,
            0x72be5d74,
            0x80deb1fe,
            0x9bdc06a7,
            0xc19bf174,
            0xe49b69c1,
            0xefbe4786,
            0x0fc19dc6,
            0x240ca1cc,
            0x2de92c6f,
            0x4a7484aa,
            0x5cb0a9dc,
            0x76f988da,
            0x983e5152,
            0xa831c66d,
            0xb00327c8,
            0xbf597fc7,
            0xc6e00bf3,
            0xd5a79147,
            0x06ca6351,
            0x14292967,
            0x27b70a85,
            0x2e1b2138,
            0x4d2c6dfc,
            0x53380d13,
            0x650a7354,
            0x766a0abb,
            0x81c2c92e,
            0x92722c85,
            0xa2bfe8a1,
            0xa81a664b,
            0xc24b8b70,
            0xc76c51a3,
            0xd192e819,
            0xd6990624,
            0xf40e3585,
            0x106aa070,
            0x19a4c116,
            0x1e376c08,
            0x2748774c,
            0x34b0bcb5,
            0x391c0cb3,
            0x4ed8aa4a,
            0x5b9cca4f,
            0x682e6ff3,
            0x748f82ee,
            0x78a5636f,
            0x84c87814,
            0x8cc70208,
            0x90befffa,
            0xa4506ceb,
            0xbef9a3f7,
            0xc67178f2,
        ];

    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        byte[] hash = new byte[Size];
        Of(bytes, hash);
        return hash;
    }

    public static void Of(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        Span<uint> state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= BlockSize; rest = rest[BlockSize..])
            Add(rest[..BlockSize], state);

        // The remaining bytes, a one bit and the length: one block or two.
        Span<byte> end = stackalloc byte[2 * BlockSize];
        end.Clear();
        rest.CopyTo(end);
        end[rest.Length] = 0x80;
        int length = rest.Length + 1 + LengthSize <= BlockSize ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteUInt64BigEndian(end[(length - LengthSize)..], (ulong)bytes.Length * 8);
        for (int at = 0; at < length; at += BlockSize)
            Add(end.Slice(at, BlockSize), state);
        for (int i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], state[i]);
    }

    private static void Add(ReadOnlySpan<byte> block, Span<uint> state)
    {
        ReadOnlySpan<uint> constants = Constants;
        Span<uint> w = stackalloc uint[BlockSize];
        for (int i = 0; i < 16; i++)
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        for (int i = 16; i < w.Length; i++)
        {
            uint early = w[i - 15],
                late = w[i - 2];
            w[i] =
                w[i - 16]
                + w[i - 7]
                + (BitOperations.RotateRight(early, 7) ^ BitOperations.RotateRight(early, 18) ^ (early >> 3))
                + (BitOperations.RotateRight(late, 17) ^ BitOperations.RotateRight(late, 19) ^ (late >> 10));
        }

        uint a = state[0],
            b = state[1],
            c = state[2],
            d = state[3],
            e = state[4],
            f = state[5],
            g = state[6],
            h = state[7];
        for (int i = 0; i < w.Length; i++)
        {
            uint one =
                h
                + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25))
                + ((e & f) ^ (~e & g))
                + constants[i]
                + w[i];
            uint two =
                (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22))
                + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + one, c, b, a, one + two);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
