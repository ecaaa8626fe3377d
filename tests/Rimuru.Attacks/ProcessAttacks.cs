using System.Diagnostics;

namespace Rimuru.Attacks;

/// <summary>On processes, and on the kernel.</summary>
internal static unsafe class ProcessAttacks
{
    public static readonly Dictionary<string, Func<Target, IPluginContext, string>> All = new(StringComparer.Ordinal)
    {
        ["spawn"] = (_, _) => Run("/usr/bin/id"),
        ["spawn-shell"] = (_, _) => Run("/bin/sh"),
        ["spawn-runtime"] = (_, _) => Run(Environment.ProcessPath!),
        ["copy-and-run"] = (_, c) => Copied(c.WorkFolder),
        ["loader"] = (_, _) => Run(Directory.GetFiles("/lib64", "ld-linux*")[0]),
        ["exec"] = (_, _) => Calls.Need(Calls.Do(59, 221, Calls.Text(Environment.ProcessPath!), 0, 0), "ran"),
        ["exec-at"] = (_, _) => Calls.Need(Calls.Do(322, 281, -100, Calls.Text(Environment.ProcessPath!), 0, 0, 0), "ran"),
        ["fork"] = (_, _) => Forked(Calls.Do(57, 220, 17)),
        ["vfork"] = (_, _) => Forked(Calls.Do(58, 220, 17)),
        ["clone"] = (_, _) => Forked(Calls.Do(56, 220, 17)),
        ["clone3"] = (_, _) => Cloned(),
        ["fork-bomb"] = (_, _) => string.Join(' ', Enumerable.Range(0, 50).Select(_ => Forked(Calls.Do(56, 220, 17)))),
        ["memory-file"] = (_, _) => Calls.Need(Calls.Do(319, 279, Calls.Text("x"), 0), "made"),
        ["secret-memory"] = (_, _) => Calls.Need(Calls.Do(447, 447, 0), "made"),
        ["signal"] = (t, _) => Calls.Need(Calls.Do(62, 129, t.Parent, 0), "sent"),
        ["signal-all"] = (t, _) => Calls.Need(Calls.Do(62, 129, -1, 0), "sent"),
        ["signal-group"] = (t, _) => Calls.Need(Calls.Do(62, 129, 0, 0), "sent"),
        ["signal-thread"] = (t, _) => Calls.Need(Calls.Do(234, 131, t.Parent, t.Parent, 0), "sent"),
        ["signal-old"] = (t, _) => Calls.Need(Calls.Do(200, 130, t.Parent, 0), "sent"),
        ["signal-queue"] = (t, _) => Queued(t.Parent),
        ["process-descriptor"] = (t, _) => Calls.Need(Calls.Do(434, 434, t.Parent, 0), "opened"),
        ["signal-descriptor"] = (t, _) => Calls.Need(Calls.Do(424, 424, 0, 0, 0, 0), "sent"),
        ["signal-by-owner"] = (t, _) => Calls.Need(Calls.Do(72, 25, 0, 8, t.Parent), "set"),
        ["signal-by-socket"] = (t, _) => Calls.Need(OwnerOfPair(t.Parent), "set"),
        ["trace"] = (t, _) => Calls.Need(Calls.Do(101, 117, 0x4206, t.Parent), "traced"),
        ["read-memory"] = (t, _) => Calls.Need(Calls.Do(310, 270, t.Parent, 0, 0, 0, 0, 0), "read"),
        ["take-descriptor"] = (t, _) => Calls.Need(Calls.Do(438, 438, 0, 1, 0), "taken"),
        ["limits-of-parent"] = (t, _) => Limits(t.Parent),
        ["nice-of-parent"] = (t, _) => Calls.Need(Calls.Do(141, 140, 0, t.Parent, 19), "set"),
        ["cores-of-parent"] = (t, _) => Cores(t.Parent),
        ["scheduler-of-parent"] = (t, _) => Calls.Need(Scheduler(t.Parent), "set"),
        ["disk-priority-of-parent"] = (t, _) => Calls.Need(Calls.Do(251, 30, 1, t.Parent, 0x6000), "set"),
        ["group"] = (t, _) => Calls.Need(Calls.Do(109, 154, 0, 0), "set"),
        ["outlive"] = (_, _) => Calls.Need(Calls.Do(157, 167, 1, 0), "freed"),
        ["hide"] = (_, _) => Calls.Need(Calls.Do(157, 167, 4, 0), "hidden"),
        ["unshare"] = (_, _) => Calls.Need(Calls.Do(272, 97, 0x10000000), "made"),
        ["clone-namespace"] = (_, _) => Forked(Calls.Do(56, 220, 0x10000000 | 17)),
        ["mount"] = (_, _) => Calls.Need(Calls.Do(165, 40, Calls.Text("t"), Calls.Text("/tmp"), Calls.Text("tmpfs"), 0, 0), "mounted"),
        ["chroot"] = (_, _) => Calls.Need(Calls.Do(161, 51, Calls.Text("/")), "changed"),
        ["bpf"] = (_, _) => Calls.Need(Calls.Do(321, 280, 0, 0, 0), "made"),
        ["performance"] = (_, _) => Calls.Need(Calls.Do(298, 241, 0, 0, -1, -1, 0), "opened"),
        ["keys"] = (_, _) => Calls.Need(Calls.Do(248, 217, Calls.Text("user"), Calls.Text("a"), Calls.Text("b"), 1, -3), "kept"),
        ["page-faults"] = (_, _) => Calls.Need(Calls.Do(323, 282, 1), "made"),
        ["shared-segment"] = (_, _) => Calls.Need(Calls.Do(29, 194, 0, 4096, 0x3B6), "made"),
        ["message-queue"] = (_, _) => Calls.Need(Calls.Do(240, 180, Calls.Text("rimuru"), 0x42, 0x1B6, 0), "made"),
        ["personality"] = (_, _) => Calls.Need(Calls.Do(135, 92, 0x0040000), "set"),
        ["clock"] = (_, _) => Calls.Need(Calls.Do(227, 112, 0, Calls.Text("0123456789abcdef")), "set"),
        ["ring"] = (_, _) => Ring(),
        ["sync"] = (_, _) => Calls.Need(Calls.Do(162, 81), "synced"),
        ["unknown-call"] = (_, _) => Calls.Need(Calls.Do(999, 999), "known"),
        ["old-calls"] = (_, _) => Calls.Need(Calls.Do(0x40000000 + 41, 198, 2, 1, 0), "made"),
        ["descriptors"] = (_, _) => Inherited(),
        ["environment"] = (_, _) =>
            Environment.GetEnvironmentVariable("RIMURU_SECRET") is { } secret ? secret : throw new UnauthorizedAccessException("not set"),
        ["policy"] = (_, _) => Environment.GetEnvironmentVariable("RIMURU_BOX") ?? throw new UnauthorizedAccessException("not set"),
        ["capabilities"] = (_, _) =>
            File.ReadLines("/proc/self/status").Where(line => line.StartsWith("Cap", StringComparison.Ordinal)) is var sets
            && sets.Any(set => set.StartsWith("CapEff", StringComparison.Ordinal) && set.Trim('0', '\t').Length > "CapEff:".Length)
                ? string.Join(' ', sets)
                : throw new UnauthorizedAccessException("none"),
    };

    private static string Run(string program)
    {
        using Process started = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
        return started.StandardOutput.ReadToEnd();
    }

    private static string Copied(string work)
    {
        string copy = Path.Combine(work, "program");
        using (
            FileStream made = new(
                copy,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = (UnixFileMode)0x1FF,
                }
            )
        )
            made.Write("#!/bin/sh\necho ran\n"u8);
        return Run(copy);
    }

    private static string Forked(long child)
    {
        if (child == 0)
            Calls.Do(231, 94, 0);
        return Calls.Need(child, "forked");
    }

    private static string Cloned()
    {
        ulong* arguments = stackalloc ulong[11];
        new Span<ulong>(arguments, 11).Clear();
        arguments[4] = 17;
        return Forked(Calls.Do(435, 435, (nint)arguments, 88));
    }

    private static string Queued(int parent)
    {
        byte* info = stackalloc byte[128];
        new Span<byte>(info, 128).Clear();
        *(int*)(info + 8) = -1;
        return Calls.Need(Calls.Do(129, 138, parent, 0, (nint)info), "sent");
    }

    private static long OwnerOfPair(int parent)
    {
        int* pair = stackalloc int[2];
        if (Calls.Do(53, 199, 1, 1, 0, (nint)pair) < 0)
            return -1;
        int owner = parent;
        return Calls.Do(16, 29, pair[0], 0x8901, (nint)(&owner));
    }

    private static string Limits(int parent)
    {
        // Higher than any: it would change nothing, and yet be allowed.
        ulong* pair = stackalloc ulong[2];
        return Calls.Need(Calls.Do(302, 261, parent, 7, 0, (nint)pair), "read");
    }

    private static string Cores(int parent)
    {
        ulong* cores = stackalloc ulong[16];
        new Span<ulong>(cores, 16).Fill(ulong.MaxValue);
        return Calls.Need(Calls.Do(203, 122, parent, 128, (nint)cores), "set");
    }

    private static long Scheduler(int parent)
    {
        int priority = 0;
        return Calls.Do(144, 119, parent, 0, (nint)(&priority));
    }

    private static string Ring()
    {
        byte* parameters = stackalloc byte[120];
        new Span<byte>(parameters, 120).Clear();
        return Calls.Need(Calls.Do(425, 425, 4, (nint)parameters), "made");
    }

    /// <summary>Descriptors that neither .NET nor the host has opened would be the parent's.</summary>
    private static string Inherited()
    {
        string[] odd =
        [
            .. Directory
                .GetFiles("/proc/self/fd")
                .Select(file => new FileInfo(file).LinkTarget ?? "")
                .Where(target =>
                    target.StartsWith("socket:", StringComparison.Ordinal) || target.Contains("outside", StringComparison.Ordinal)
                ),
        ];
        return odd.Length > 0 ? string.Join(' ', odd) : throw new UnauthorizedAccessException("none");
    }
}
