using System.Management.Automation;
using Rimuru.Core.Skills;

namespace Rimuru.Commands;

/// <summary>Writes skills in the form of another agent.</summary>
[Cmdlet(VerbsData.Convert, "RimuruSkill", SupportsShouldProcess = true)]
[OutputType(typeof(SkillTranslation))]
public sealed class ConvertRimuruSkillCommand : InstalledSkillCmdlet
{
    /// <summary>The agent that it is for.</summary>
    [Parameter(Mandatory = true)]
    public SkillTarget To { get; set; }

    /// <summary>The folder to write the file to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutputFolder { get; set; }

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        if (Path is { } paths)
            Passing(paths.Select(path => Resolved(path, nameof(Path))), Translate);
        else
            ForEach(skill => Translate(skill.Path));
    }

    private void Translate(string path)
    {
        SkillTranslation made = SkillService.Translate(path, To);
        if (made.Lost.Count > 0)
            WriteWarning($"{made.Name} for {made.To} loses: {string.Join(", ", made.Lost)}");
        if (OutputFolder is { } folder)
        {
            string file = System.IO.Path.Combine(Resolved(folder, nameof(OutputFolder)), made.FileName);
            if (!ShouldProcess(file, $"Write {made.Name} for {made.To}"))
                return;
            made = SkillService.WriteTo(made, file, Force);
        }

        WriteObject(made);
    }
}
