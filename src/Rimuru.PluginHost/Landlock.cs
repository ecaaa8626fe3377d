using System.Runtime.InteropServices;
using System.Text;

namespace Rimuru.PluginHost;

/// <summary>Rules on files: what is not named cannot be opened.</summary>
internal static unsafe class Landlock
{
    public const int Create = 444,
        Add = 445,
        Restrict = 446;

    private const ulong Execute = 1,
        WriteFile = 2,
        ReadFile = 4,
        ReadFolder = 8,
        AllOfFirst = 0x1FFF,
        Refer = 0x2000,
        Truncate = 0x4000,
        DeviceControl = 0x8000,
        OnFiles = Execute | WriteFile | ReadFile | Truncate | DeviceControl;

    /// <summary>Devices, sockets, pipes and links: what a plugin leaves behind must lead whoever opens it nowhere else.</summary>
    private const ulong Special = 0x40 | 0x800 | 0x200 | 0x400 | 0x1000;

    private const ulong Tcp = 3,
        SocketsAndSignals = 3;

    private const int OpenPath = 0x200000,
        CloseOnExec = 0x80000;

    /// <summary>The rules as a descriptor.</summary>
    /// <param name="abi">The version that the system has.</param>
    /// <param name="rules">
    /// Each with the access letters (r, x, w), what the path must be (device and number, or - for anything), and the path.
    /// </param>
    public static int Build(int abi, IEnumerable<string[]> rules)
    {
        ulong handled = AllOfFirst | (abi >= 2 ? Refer : 0) | (abi >= 3 ? Truncate : 0) | (abi >= 5 ? DeviceControl : 0);
        ulong* attributes = stackalloc ulong[3] { handled, abi >= 4 ? Tcp : 0, abi >= 6 ? SocketsAndSignals : 0 };
        int ruleset = (int)Kernel.Need("landlock_create_ruleset", Create, (nint)attributes, SizeOf(abi));
        foreach (string[] rule in rules)
            Allow(ruleset, RightsOf(rule[0]) & handled, rule[1], rule[2]);
        return ruleset;
    }

    private static int SizeOf(int abi)
    {
        if (abi < 4)
            return 8;
        return abi < 6 ? 16 : 24;
    }

    private static ulong RightsOf(string access)
    {
        ulong rights = 0;
        if (access.Contains('r', StringComparison.Ordinal))
            rights |= ReadFile | ReadFolder;
        if (access.Contains('x', StringComparison.Ordinal))
            rights |= Execute;
        if (access.Contains('w', StringComparison.Ordinal))
            rights |= (AllOfFirst & ~Execute & ~Special) | Refer | Truncate;
        return rights;
    }

    /// <summary>A path that is not there needs no rule: it stays closed.</summary>
    private static void Allow(int ruleset, ulong rights, string mark, string path)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            const int Here = -100;
            long descriptor = Kernel.Call(Kernel.Number(257, 56), Here, (nint)name, OpenPath | CloseOnExec);
            if (descriptor < 0)
                return;
            if (mark != "-" && mark != MarkOf(descriptor))
                throw new InvalidOperationException($"{path} is not what it was a moment ago.");
            Rule rule = new() { Rights = Directory.Exists(path) ? rights : rights & OnFiles, Descriptor = (int)descriptor };
            Kernel.Need($"landlock_add_rule {path}", Add, ruleset, 1, (nint)(&rule));
            Kernel.Call(Kernel.Number(3, 57), (nint)descriptor);
        }
    }

    /// <summary>Another plugin may put a link in the place of a path while this one starts.</summary>
    private static string MarkOf(long descriptor)
    {
        ulong* status = stackalloc ulong[32];
        Kernel.Need("fstat", Kernel.Number(5, 80), (nint)descriptor, (nint)status);
        return $"{status[0]}:{status[1]}";
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Rule
    {
        public ulong Rights;
        public int Descriptor;
    }
}
