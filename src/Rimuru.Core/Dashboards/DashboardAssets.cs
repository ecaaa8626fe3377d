using System.Text;
using Rimuru.Core.Exports;

namespace Rimuru.Core.Dashboards;

/// <summary>The style and the script of all pages. They are in the assembly: nothing is loaded from anywhere.</summary>
internal static class DashboardAssets
{
    public const string StylePath = "/dashboard.css",
        ScriptPath = "/dashboard.js";

    /// <summary>The style of reports, and what only a dashboard has.</summary>
    public static byte[] Style { get; } = Encoding.UTF8.GetBytes(HtmlStyle.Text + Read("dashboard.css"));

    public static byte[] Script { get; } = Encoding.UTF8.GetBytes(Read("dashboard.js"));

    private static string Read(string name)
    {
        using StreamReader reader = new(typeof(DashboardAssets).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
