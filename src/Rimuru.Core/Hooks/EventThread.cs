using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rimuru.Core.Hooks;

/// <summary>
/// What events have in common that are about the same matter, such as the thresholds of a budget in one window: an incident of a pager, a
/// thread of mails.
/// </summary>
internal static class EventThread
{
    /// <summary>A short key of ASCII, the same for all events of a matter; the event's own id if it is about nothing else.</summary>
    public static string Of(RimuruEvent told)
    {
        if (told is not ThresholdFacts e)
            return told.Id;

        // A window that moves with the clock has another start in each event.
        bool isMoving = e.Window is BudgetWindow.FiveHours or BudgetWindow.SevenDays;
        string start = isMoving || e.WindowStart is not { } from ? "" : from.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        string matter = string.Join('\n', e.Source, e.Name, e.Window, start, e.Agent, e.Model, e.Project, e.SessionId);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(matter)), 0, 16).ToLowerInvariant();
    }
}
