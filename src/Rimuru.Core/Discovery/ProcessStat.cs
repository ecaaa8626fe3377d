using System.Buffers.Text;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Rimuru.Core.Files;

namespace Rimuru.Core.Discovery;

/// <summary>What Linux says of a process in its <c>stat</c>; times are in clock ticks.</summary>
/// <param name="Id">The process.</param>
/// <param name="Parent">The process that started it, or that has taken it over.</param>
/// <param name="IsDead">True if it has ended and only its parent has not asked for it yet.</param>
/// <param name="Start">When it started, since the system did.</param>
/// <param name="Cpu">The processor time of the process and of its children that have ended.</param>
/// <param name="Pages">The pages of memory that are resident.</param>
internal readonly record struct ProcessStat(int Id, int Parent, bool IsDead, long Start, long Cpu, long Pages)
{
    // Numbers of the fields after the name, which may contain anything.
    private const int StateAt = 0,
        ParentAt = 1,
        FirstCpuAt = 11,
        LastCpuAt = 14,
        StartAt = 19,
        PagesAt = 21;

    private const int Longest = 1024;

    /// <summary>The process with an id; null if there is none.</summary>
    /// <param name="id">The process id.</param>
    /// <param name="root">Where the system shows its processes.</param>
    public static ProcessStat? Of(int id, string root = "/proc")
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{root}/{id}/stat");
        try
        {
            using SafeFileHandle handle = RegularFile.Open(path);
            Span<byte> buffer = stackalloc byte[Longest];
            return Parse(id, buffer[..RegularFile.Fill(handle, buffer, 0)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has ended
        }
    }

    /// <summary>Null if the text is not a whole <c>stat</c>.</summary>
    public static ProcessStat? Parse(int id, ReadOnlySpan<byte> text)
    {
        int name = text.LastIndexOf((byte)')');
        if (name < 0)
            return null;
        int at = -1,
            parent = 0;
        bool isDead = false;
        long start = 0,
            cpu = 0,
            pages = 0;
        foreach (Range range in Words(text[(name + 1)..]))
        {
            ReadOnlySpan<byte> word = text[(name + 1)..][range];
            switch (++at)
            {
                case StateAt:
                    isDead = word.SequenceEqual("Z"u8) || word.SequenceEqual("X"u8);
                    break;
                case ParentAt:
                    parent = (int)Number(word);
                    break;
                case >= FirstCpuAt and <= LastCpuAt:
                    cpu += Number(word);
                    break;
                case StartAt:
                    start = Number(word);
                    break;
                case PagesAt:
                    pages = Number(word);
                    break;
            }
        }

        return at < PagesAt ? null : new ProcessStat(id, parent, isDead, start, cpu, pages);
    }

    private static List<Range> Words(ReadOnlySpan<byte> text)
    {
        List<Range> words = new(64);
        for (int from = 0; from < text.Length; )
        {
            int length = text[from..].IndexOfAny((byte)' ', (byte)'\n');
            int to = length < 0 ? text.Length : from + length;
            if (to > from)
                words.Add(from..to);
            from = to + 1;
        }

        return words;
    }

    private static long Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long value, out _) ? value : 0;
}
