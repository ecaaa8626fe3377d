using System.Buffers.Binary;
using System.Text;

namespace Rimuru.Attacks;

/// <summary>On what is said: frames that the host would not send, written into its own pipe.</summary>
internal static unsafe class ProtocolAttacks
{
    private const byte Reply = 2,
        Call = 3,
        Result = 4,
        Chunk = 6,
        End = 7,
        Consumed = 8,
        Open = 9,
        Log = 11,
        Denied = 12;

    private const uint FirstCall = 0x80000000;

    public static readonly Dictionary<string, Func<Target, IPluginContext, string>> All = new(StringComparer.Ordinal)
    {
        ["huge-frame"] = (_, _) => Say(Head(int.MaxValue, Result)),
        ["negative-frame"] = (_, _) => Say(Head(-1, Result)),
        ["unknown-frame"] = (_, _) => Say(Frame(99, [])),
        ["call-of-parent"] = (_, _) => Say(Frame(Call, new byte[8])),
        ["unasked-reply"] = (_, _) => Say(Frame(Reply, "{}"u8)),
        ["short-result"] = (_, _) => Say(Frame(Result, [1])),
        ["result-of-other-call"] = (_, _) => Say(Frame(Result, Of(FirstCall + 77, "{}"u8))),
        ["two-results"] = (_, _) =>
            Say([.. Frame(Result, Of(FirstCall, "{}"u8)), .. Frame(Result, Of(FirstCall, "{}"u8))], isPatient: false),
        ["deep-result"] = (_, _) => Say(Frame(Result, Of(FirstCall, Encoding.UTF8.GetBytes(new string('[', 100_000)))), isPatient: false),
        ["chunk-for-nobody"] = (_, _) => Say(Frame(Chunk, Of(5, "x"u8))),
        ["chunk-after-end"] = (_, _) => Say([.. Frame(End, Of(FirstCall, [])), .. Frame(Chunk, Of(FirstCall, "x"u8))]),
        ["too-many-chunks"] = (_, _) => Say([.. Enumerable.Range(0, 40).SelectMany(_ => Frame(Chunk, Of(FirstCall, new byte[256 << 10])))]),
        ["credit"] = (_, _) => Say(Frame(Consumed, Of(FirstCall, [0xFF, 0xFF, 0xFF, 0x7F]))),
        ["negative-credit"] = (_, _) => Say(Frame(Consumed, Of(FirstCall, [0, 0, 0, 0x80]))),
        ["wish-without-name"] = (_, _) => Say(Frame(Open, [1])),
        ["wish-with-long-name"] = (_, _) => Say(Frame(Open, Of(1, new byte[5000]))),
        ["wish-on-call"] = (t, _) => Say(Frame(Open, Of(FirstCall, Wish(t.Port, "127.0.0.1")))),
        ["wish-twice"] = (t, _) =>
            Say([.. Frame(Open, Of(900, Wish(t.Port, "127.0.0.1"))), .. Frame(Open, Of(900, Wish(t.Port, "127.0.0.1")))]),
        ["odd-names"] = (t, _) => Odd(t),
        ["denial-of-no-kind"] = (_, _) => Say(Frame(Denied, [200, 65])),
        ["escape-in-log"] = (_, _) => Say([.. Frame(Log, "\u001b[2J\u001b]0;owned\u0007"u8), .. Frame(99, [])]),
        ["half-frame"] = (_, _) => Half(),
        ["slow-frame"] = (_, _) => Slow(),
        ["flood"] = (_, _) => Flood(),
    };

    private static byte[] Head(int length, byte kind)
    {
        byte[] head = new byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(head, length);
        head[4] = kind;
        return head;
    }

    private static byte[] Frame(byte kind, ReadOnlySpan<byte> payload) => [.. Head(payload.Length, kind), .. payload];

    private static byte[] Of(uint channel, ReadOnlySpan<byte> payload)
    {
        byte[] bytes = new byte[4 + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, channel);
        payload.CopyTo(bytes.AsSpan(4));
        return bytes;
    }

    private static byte[] Wish(int port, string host) => [(byte)port, (byte)(port >> 8), .. Encoding.UTF8.GetBytes(host)];

    /// <summary>Names that a careless comparison, or a resolver, would take for the given one; each must be refused.</summary>
    private static string Odd(Target target)
    {
        string[] names =
        [
            "127.0.0.1.",
            "127.1",
            "2130706433",
            "0x7f000001",
            "127.0.0.1\0.example.com",
            "127.0.0.1 ",
            "0.0.0.0",
            "",
            "\u001b[2J",
        ];
        uint channel = 1000;
        foreach (string name in names)
            Write(Frame(Open, Of(channel++, Wish(target.Port, name))));
        return Say(Frame(99, []));
    }

    /// <summary>Says it, and waits to be ended. Whoever is not has been believed.</summary>
    private static string Say(byte[] bytes, bool isPatient = true)
    {
        Write(bytes);
        Thread.Sleep(TimeSpan.FromSeconds(isPatient ? 20 : 2));
        return "believed";
    }

    private static string Half()
    {
        Write([.. Head(100, Result), 1, 2]);
        for (int i = 0; i < 64; i++)
            Calls.Do(3, 57, i);
        Thread.Sleep(TimeSpan.FromMinutes(1));
        return "";
    }

    private static string Slow()
    {
        foreach (byte one in Frame(Log, new byte[1000]))
        {
            Write([one]);
            Thread.Sleep(100);
        }

        return "waited for";
    }

    private static string Flood()
    {
        byte[] lines = [.. Enumerable.Range(0, 64).SelectMany(_ => Frame(Denied, new byte[512]))];
        for (int i = 0; i < 100_000; i++)
            Write(lines);
        return "taken";
    }

    /// <summary>Into the pipe to Rimuru: one that this process can only write to, and that is not for errors.</summary>
    private static void Write(byte[] bytes)
    {
        const int Errors = 2;
        (int Descriptor, string Pipe)[] pipes =
        [
            .. Directory
                .GetFiles("/proc/self/fd")
                .Select(file => (int.Parse(Path.GetFileName(file), null), new FileInfo(file).LinkTarget ?? ""))
                .Where(file => file.Item2.StartsWith("pipe:", StringComparison.Ordinal)),
        ];
        bool isSaid = false;
        foreach (IGrouping<string, int> ends in pipes.GroupBy(pipe => pipe.Pipe, pipe => pipe.Descriptor))
        {
            // Nothing is read or written, so only the kind of the end counts.
            if (ends.Contains(Errors) || ends.Any(end => Calls.Do(0, 63, end, 0, 0) >= 0))
                continue;
            int written = 0;
            fixed (byte* start = bytes)
            {
                while (written < bytes.Length)
                {
                    long done = Calls.Do(1, 64, ends.First(), (nint)(start + written), bytes.Length - written);
                    if (done <= 0)
                        break;
                    written += (int)done;
                }
            }

            isSaid |= written > 0;
        }

        if (!isSaid)
            throw new InvalidOperationException($"Nothing was said into {string.Join(", ", pipes)}.");
    }
}
