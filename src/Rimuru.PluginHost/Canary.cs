using System.Net.Sockets;
using System.Text.Json;

namespace Rimuru.PluginHost;

/// <summary>
/// Tries what must not work, and tells whether it did. Rimuru names the files, and compares what was read with what it wrote.
/// </summary>
internal static class Canary
{
    public static void Try(JsonElement step, Utf8JsonWriter writer)
    {
        string outside = step.GetProperty("outside").GetString()!;
        writer.WriteString("inside", Read(step.GetProperty("inside").GetString()!));
        writer.WriteString("outside", Read(outside));
        writer.WriteBoolean("listed", Works(() => Directory.GetFileSystemEntries(Path.GetDirectoryName(outside)!)));
        writer.WriteBoolean("written", Works(() => File.WriteAllText(outside, "x")));
        writer.WriteBoolean("made", Works(() => File.WriteAllText(outside + ".new", "x")));
        writer.WriteBoolean("moded", Works(() => ChangeMode(outside)));
        foreach (AddressFamily family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6, AddressFamily.Unix])
        {
            writer.WriteBoolean($"socket{family}", Works(() => new Socket(family, SocketType.Stream, ProtocolType.Unspecified).Dispose()));
        }

        // By the numbers, since the call must fail and not only what .NET makes of it.
        const int ChildSignal = 17;
        writer.WriteBoolean("forked", ProcessCall(Kernel.Number(56, 220), ChildSignal));
        if (!Kernel.IsArm)
            writer.WriteBoolean("forkedOld", ProcessCall(57, 0));
        writer.WriteBoolean("executed", Kernel.Call(Kernel.Number(59, 221), 0, 0, 0) == 0 || LastIsNot(1));
        writer.WriteBoolean("ring", Kernel.Call(425, 1, 0) >= 0 || LastIsNot(1));
        writer.WriteBoolean("signalled", Kernel.Call(Kernel.Number(62, 129), step.GetProperty("parent").GetInt32(), 0) == 0);
    }

    /// <summary>True if there is a second process; which then ends.</summary>
    private static bool ProcessCall(long call, nint flags)
    {
        long child = Kernel.Call(call, flags, 0, 0, 0, 0);
        if (child == 0)
            Kernel.Call(Kernel.Number(231, 94), 0);
        return child >= 0;
    }

    private static void ChangeMode(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
    }

    private static bool LastIsNot(int error) => System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != error;

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool Works(Action attempt)
    {
        try
        {
            attempt();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return false;
        }
    }
}
