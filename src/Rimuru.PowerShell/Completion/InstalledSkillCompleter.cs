using System.Collections;
using Rimuru.Core;

namespace Rimuru.Completion;

/// <summary>Completes the names of installed skills, for the project of the process's folder.</summary>
public sealed class InstalledSkillCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound) =>
        RimuruEngine
            .OwnSkills()
            .Installed(bound["ProjectPath"] as string ?? Environment.CurrentDirectory, [])
            .Select(skill => skill.Name)
            .Distinct();
}
