using System.Runtime.InteropServices;
using Rimuru.PluginHost;

/// <summary>
/// .NET runs this before PowerShell's own start. Landlock binds only the thread that asks for it, so the walls are put up here, and
/// PowerShell is started again in the same process, within them. For an assembly, which needs no session, the host is all that starts
/// then.
/// </summary>
internal static unsafe class StartupHook
{
    /// <summary>Has the walls: the version of Landlock, and a rule on each further line. It is not passed on.</summary>
    private const string Policy = "RIMURU_BOX";

    /// <summary>Is set for an assembly: the host runs in place of PowerShell's own start.</summary>
    private const string WithoutSession = "RIMURU_ASSEMBLY";

    private const string Hooks = "DOTNET_STARTUP_HOOKS";

    private const int Failed = 97;

    public static void Initialize()
    {
        bool isForAssembly = Environment.GetEnvironmentVariable(WithoutSession) is not null;
        if (Environment.GetEnvironmentVariable(Policy) is { } policy)
            PutUpWalls(policy.Split('\n'), isForAssembly ? [Policy] : [Policy, Hooks]);
        else if (isForAssembly)
            RunHost();
    }

    private static void RunHost()
    {
        // A plugin shall not take them for settings of its own.
        Environment.SetEnvironmentVariable(WithoutSession, null);
        Environment.SetEnvironmentVariable(Hooks, null);

        // What is loaded from a path finds what lies beside it, and this was loaded by its name.
        System.Reflection.Assembly.LoadFrom(typeof(StartupHook).Assembly.Location);
        Host.Run();
    }

    private static void PutUpWalls(string[] policy, string[] dropped)
    {
        try
        {
            Start(policy, dropped);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"The walls could not be put up: {e.Message}");
            Environment.Exit(Failed);
        }
    }

    private static void Start(string[] policy, string[] dropped)
    {
        int abi = int.Parse(policy[0], null);
        int rules = abi == 0 ? -1 : Landlock.Build(abi, policy.Skip(1).Select(line => line.Split(' ', 3)));
        ulong[] filter = CallFilter.ForStart();
        nint program = Text(Environment.ProcessPath!);
        nint arguments = Texts(File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0'));
        nint variables = Texts([
            .. Environment
                .GetEnvironmentVariables()
                .Cast<System.Collections.DictionaryEntry>()
                .Where(variable => !dropped.Contains((string)variable.Key))
                .Select(variable => $"{variable.Key}={variable.Value}"),
        ]);

        // From here on nothing may open a file.
        const int FirstInherited = 3,
            CloseOnExec = 4;
        Kernel.Need("close_range", 436, FirstInherited, unchecked((nint)uint.MaxValue), CloseOnExec);

        // One byte: also a dump that goes to a program is given up then.
        Kernel.Limit("RLIMIT_CORE", Kernel.LimitCore, 1);
        Kernel.Prctl("PR_SET_NO_NEW_PRIVS", Kernel.NoNewPrivileges, 1);
        Kernel.DropCapabilities();
        if (rules >= 0)
            Kernel.Need("landlock_restrict_self", Landlock.Restrict, rules);
        CallFilter.Apply(filter, flags: 0);
        Kernel.Need("execve", Kernel.Number(59, 221), program, arguments, variables);
    }

    private static nint Text(string text) => Marshal.StringToCoTaskMemUTF8(text);

    private static nint Texts(string[] texts)
    {
        nint* list = (nint*)NativeMemory.AllocZeroed((nuint)(texts.Length + 1), (nuint)sizeof(nint));
        for (int i = 0; i < texts.Length; i++)
            list[i] = Text(texts[i]);
        return (nint)list;
    }
}
