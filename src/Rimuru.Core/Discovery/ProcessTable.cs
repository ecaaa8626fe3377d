using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Discovery;

/// <summary>Checks whether a process that an agent recorded is still the same: process ids are reused, start times are not.</summary>
internal static class ProcessTable
{
    /// <summary>Tolerance: system and file system clocks differ by less, and a process id is not reused so soon.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>True or false; null if this user is not allowed to know.</summary>
    public static bool? IsLive(SessionProcess process)
    {
        if (process.ProcessId <= 0)
            return false;
        try
        {
            if (OperatingSystem.IsLinux() && ProcessStat.Of(process.ProcessId) is { } stat)
            {
                if (stat.IsDead)
                    return false;
                if (process.Start is { Length: > 0 } ticks && ticks.All(char.IsAsciiDigit))
                    return ticks == stat.Start.ToString(CultureInfo.InvariantCulture);
            }

            using Process found = Process.GetProcessById(process.ProcessId);
            DateTimeOffset start = found.StartTime.ToUniversalTime();
            return TimeOf(process.Start) is { } noted ? (start - noted).Duration() <= Tolerance : start <= process.Written + Tolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false; // there is none, or it has just ended
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The form of <c>ps -o lstart</c> in the C locale and UTC: <c>Thu Jul  9 04:18:26 2026</c>.</summary>
    private static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            "ddd MMM d HH:mm:ss yyyy",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out DateTimeOffset time
        )
            ? time
            : null;
}
