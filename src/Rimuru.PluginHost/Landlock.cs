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

    /// <summary>No folder needs devices.</summary>
    private const ulong Devices = 0x40 | 0x800;

    private const ulong Tcp = 3,
        SocketsAndSignals = 3;

    private const int OpenPath = 0x200000,
        CloseOnExec = 0x80000;

    /// <summary>The rules as a descriptor.</summary>
    /// <param name="abi">The version that the system has.</param>
    /// <param name="rules">The access letters (r, x, w) and the path of each.</param>
    public static int Build(int abi, IEnumerable<(string Access, string Path)> rules)
    {
        ulong handled = AllOfFirst | (abi >= 2 ? Refer : 0) | (abi >= 3 ? Truncate : 0) | (abi >= 5 ? DeviceControl : 0);
        ulong* attributes = stackalloc ulong[3] { handled, abi >= 4 ? Tcp : 0, abi >= 6 ? SocketsAndSignals : 0 };
        int ruleset = (int)Kernel.Need("landlock_create_ruleset", Create, (nint)attributes, SizeOf(abi));
        foreach ((string access, string path) in rules)
            Allow(ruleset, RightsOf(access) & handled, path);
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
            rights |= (AllOfFirst & ~Execute & ~Devices) | Refer | Truncate;
        return rights;
    }

    /// <summary>A path that is not there needs no rule: it stays closed.</summary>
    private static void Allow(int ruleset, ulong rights, string path)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            const int Here = -100;
            long descriptor = Kernel.Call(Kernel.Number(257, 56), Here, (nint)name, OpenPath | CloseOnExec);
            if (descriptor < 0)
                return;
            Rule rule = new() { Rights = Directory.Exists(path) ? rights : rights & OnFiles, Descriptor = (int)descriptor };
            Kernel.Need($"landlock_add_rule {path}", Add, ruleset, 1, (nint)(&rule));
            Kernel.Call(Kernel.Number(3, 57), (nint)descriptor);
        }
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Rule
    {
        public ulong Rights;
        public int Descriptor;
    }
}
