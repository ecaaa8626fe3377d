using System.Runtime.InteropServices;
using Rimuru.Core.Errors;
using Rimuru.Core.Files;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Sandbox;

/// <summary>Which walls this machine can put up, found out by trying.</summary>
internal static class Walls
{
    /// <summary>Landlock decides on truncating from this version on; before it, only with a view of files of its own.</summary>
    private const int LeastAbi = 3;

    private static readonly Lazy<string?> Bubblewrap = new(FindBubblewrap);

    /// <summary>The version of Landlock; 0 for none.</summary>
    public static int LandlockAbi { get; } = OperatingSystem.IsLinux() ? Ask() : 0;

    /// <summary>True if bubblewrap is installed and works.</summary>
    public static bool HasViews => Bubblewrap.Value is not null;

    /// <summary>The walls for a policy. Throws if there are none, and the user has not allowed that.</summary>
    public static (ConfinementTier Tier, string? Bubblewrap) For(SandboxPolicy policy)
    {
        string? reason = WhyNone();
        ConfinementTier best = ConfinementTier.None;
        if (reason is null)
            best = Bubblewrap.Value is not null ? ConfinementTier.A : ConfinementTier.B;
        if (reason is null && best == ConfinementTier.B && LandlockAbi < LeastAbi)
            reason = $"the kernel's Landlock is too old ({LandlockAbi}), and bubblewrap (bwrap) is not installed or does not work";
        if (policy.Tier is { } wanted && (reason is null || wanted == ConfinementTier.None))
        {
            if (wanted < best)
                throw Refused("bubblewrap (bwrap) is not installed or does not work");
            return (wanted, wanted == ConfinementTier.A ? Bubblewrap.Value : null);
        }

        if (reason is null)
            return (best, Bubblewrap.Value);
        return policy.AllowUnconfined ? (ConfinementTier.None, null) : throw Refused(reason);
    }

    private static RimuruException Refused(string reason) =>
        new(ErrorCodes.SandboxUnavailable, $"The plugin is not run, because nothing would confine it here: {reason}.");

    private static string? WhyNone()
    {
        if (!OperatingSystem.IsLinux())
            return "that is built for Linux only";
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
            return $"that is not built for {RuntimeInformation.ProcessArchitecture}";
        return LandlockAbi == 0 ? "the kernel has no Landlock, or it is off" : null;
    }

    private static int Ask()
    {
        const int CreateRuleset = 444,
            VersionFlag = 1;
        return (int)Math.Max(0, syscall(CreateRuleset, 0, 0, VersionFlag));
    }

    /// <summary>It may be installed and yet not be allowed to make a view of its own: so it runs once.</summary>
    private static string? FindBubblewrap()
    {
        string? path = ((string[])["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"]).FirstOrDefault(File.Exists);
        if (path is null || ProgramTrust.WhyNot(path, ProgramTrust.WorkingFolder, ProgramTrust.WorkingFolder) is not null)
            return null;
        try
        {
            ChildProgram probe = new(
                path,
                [.. BubblewrapCommand.Base, "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--", "/bin/true"]
            )
            {
                Limit = TimeSpan.FromSeconds(30),
            };
            return ChildProcess.Run(probe, CancellationToken.None).Exit == 0 ? path : null;
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            return null;
        }
    }

    [DllImport("libc", ExactSpelling = true)]
    private static extern nint syscall(nint number, nint a, nint b, nint c);
}
