using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Plugins;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the view of a plugin: a table or a chart of costs.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruView")]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class GetRimuruViewCommand : FilterCmdlet
{
    private const string TypeName = "Rimuru.ViewRow";

    /// <summary>The plugin with the view.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PluginViewCompleter))]
    public string Plugin { get; set; } = "";

    private protected override void Answer(ReportFilter filter)
    {
        ShownView shown = Engine.Plugins.Show(Plugin, filter, Zone, StopToken);
        WriteVerbose($"{shown.Picture.Title}: behind the walls of tier {shown.Confinement.Tier}.");
        if (shown.Picture.Bars is null)
        {
            foreach (IReadOnlyList<object?> row in shown.Picture.Row)
                base.WriteObject(RowOf(shown, row));
            return;
        }

        base.WriteObject(shown.Picture.Title);
        foreach (string line in PictureText.Bars(shown.Picture, Host.UI?.RawUI is { } raw ? Math.Clamp(raw.BufferSize.Width, 40, 200) : 80))
            base.WriteObject(line);
    }

    /// <summary>A row with the columns of the view, which are shown, and the walls that it came through.</summary>
    private static PSObject RowOf(ShownView shown, IReadOnlyList<object?> row)
    {
        PSObject one = new();
        one.TypeNames.Insert(0, TypeName);
        for (int i = 0; i < row.Count; i++)
        {
            if (one.Properties[shown.Picture.Column[i].Name] is null)
                one.Properties.Add(new PSNoteProperty(shown.Picture.Column[i].Name, row[i]));
        }

        PSPropertySet columns = new("DefaultDisplayPropertySet", [.. one.Properties.Select(property => property.Name)]);
        one.Members.Add(new PSMemberSet("PSStandardMembers", [columns]));
        if (one.Properties["Confinement"] is null)
            one.Properties.Add(new PSNoteProperty("Confinement", shown.Confinement));
        return one;
    }
}
