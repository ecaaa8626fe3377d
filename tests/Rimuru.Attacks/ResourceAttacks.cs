using System.Runtime.InteropServices;

namespace Rimuru.Attacks;

/// <summary>On memory, processors, disks and patience. What is not stopped within a minute has worked.</summary>
internal static unsafe class ResourceAttacks
{
    private const long MegaByte = 1 << 20;

    private static readonly List<object> Kept = [];

    public static readonly Dictionary<string, Func<Target, IPluginContext, string>> All = new(StringComparer.Ordinal)
    {
        ["managed-memory"] = (_, _) => Repeat(4096, i => Kept.Add(Filled(new byte[MegaByte]))),
        ["native-memory"] = (_, _) =>
            Repeat(
                4096,
                i =>
                {
                    void* memory = NativeMemory.Alloc((nuint)MegaByte);
                    new Span<byte>(memory, (int)MegaByte).Fill(1);
                }
            ),
        ["shared-memory-map"] = (_, _) => Mapped(0x21),
        ["private-memory-map"] = (_, _) => Mapped(0x22),
        ["stack"] = (_, _) => Deeper(0).ToString(),
        ["threads"] = (_, _) =>
            Repeat(
                1000,
                i =>
                {
                    Thread idle = new(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = true };
                    idle.Start();
                    Kept.Add(idle);
                }
            ),
        ["open-files"] = (_, c) => Repeat(10_000, i => Kept.Add(File.Create(Path.Combine(c.WorkFolder, $"f{i}")))),
        ["spin"] = (_, _) => Spin(),
        ["spin-threads"] = (_, _) =>
        {
            for (int i = 0; i < 8; i++)
                new Thread(() => Spin()) { IsBackground = true }.Start();
            return Spin();
        },
        ["sleep"] = (_, _) => Sleep(),
        ["one-file"] = (_, c) => Repeat(400, i => Append(Path.Combine(c.WorkFolder, "one"))),
        ["many-files"] = (_, c) => Repeat(400, i => Append(Path.Combine(c.WorkFolder, $"f{i}"))),
        ["empty-files"] = (_, c) => Repeat(200_000, i => File.Create(Path.Combine(c.WorkFolder, $"f{i}")).Dispose()),
        ["nameless-files"] = (_, c) => Repeat(100, i => Nameless(c.WorkFolder, i)),
        ["hidden-folder"] = (_, c) => Hidden(c.WorkFolder),
        ["deep-folders"] = (_, c) => Deep(c.WorkFolder),
        ["link-loop"] = (_, c) => Looped(c.WorkFolder),
        ["print"] = (_, _) => Repeat(100_000, i => Console.Out.WriteLine(new string('x', 4096))),
        ["print-errors"] = (_, _) => Repeat(100_000, i => Console.Error.WriteLine(new string('x', 4096))),
        ["log"] = (_, c) => Repeat(100_000, i => c.Log(new string('x', 4096))),
        ["crash"] = (_, _) => Crash(),
        ["exit"] = (_, _) => Exit(),
        ["overflow"] = (_, _) => Endless(0).ToString(),
        ["close-pipes"] = (_, _) => ClosePipes(),
    };

    private static string Repeat(int times, Action<int> what)
    {
        for (int i = 0; i < times; i++)
            what(i);
        return $"{times} times";
    }

    private static byte[] Filled(byte[] memory)
    {
        Array.Fill<byte>(memory, 1);
        return memory;
    }

    private static string Mapped(int flags) =>
        Repeat(
            64,
            i =>
            {
                const nint Length = 64 << 20;
                long at = Calls.Do(9, 222, 0, Length, 3, flags, -1, 0);
                if (at is < 0 and > -4096)
                    throw new OutOfMemoryException();
                new Span<byte>((void*)at, (int)Length).Fill(1);
            }
        );

    private static int Deeper(int depth)
    {
        Span<byte> room = stackalloc byte[1 << 16];
        room.Fill((byte)depth);
        return depth > 100_000 ? depth : Deeper(depth + 1) + room[3];
    }

    private static int Endless(int depth) => depth < 0 ? 0 : Endless(depth + 1) + 1;

    private static string Spin()
    {
        long end = Environment.TickCount64 + 60_000;
        while (Environment.TickCount64 < end) { }
        return "a minute of the processor";
    }

    private static string Sleep()
    {
        Thread.Sleep(TimeSpan.FromMinutes(1));
        return "a minute of patience";
    }

    private static void Append(string path)
    {
        using FileStream file = new(path, FileMode.Append);
        file.Write(new byte[MegaByte]);
    }

    private static void Nameless(string folder, int i)
    {
        string path = Path.Combine(folder, $"n{i}");
        FileStream file = File.Create(path);
        Kept.Add(file);
        File.Delete(path);
        file.Write(new byte[4 * MegaByte]);
        file.Flush();
    }

    /// <summary>A folder that can be written and not listed.</summary>
    private static string Hidden(string folder)
    {
        string hidden = Path.Combine(folder, "hidden");
        Directory.CreateDirectory(hidden, UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Repeat(400, i => Append(Path.Combine(hidden, $"f{i}")));
    }

    private static string Deep(string folder)
    {
        Environment.CurrentDirectory = folder;
        return Repeat(
            100_000,
            i =>
            {
                // By the calls, since .NET wants to know where it is.
                Calls.Need(Calls.Do(258, 34, -100, Calls.Text("d"), 0x1C0), "made");
                Calls.Need(Calls.Do(80, 49, Calls.Text("d")), "entered");
            }
        );
    }

    private static string Looped(string folder)
    {
        File.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);
        File.CreateSymbolicLink(Path.Combine(folder, "root"), "/");
        Thread.Sleep(500);
        throw new UnauthorizedAccessException("nobody followed");
    }

    private static string Crash()
    {
        Environment.FailFast("attack");
        return "";
    }

    private static string Exit()
    {
        Environment.Exit(3);
        return "";
    }

    private static string ClosePipes()
    {
        for (int i = 0; i < 64; i++)
            Calls.Do(3, 57, i);
        return Spin();
    }
}
